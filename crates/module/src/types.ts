/** Inputs by name: a number, or one number per step of a sequence, in the contract's units. */
export type Query = Record<string, number | number[]>;

/** One output. Each list has one entry per step. */
export interface Series {
  values: number[];
  /** Lower ends of the interval. */
  low: number[];
  /** Upper ends of the interval. */
  high: number[];
  /** Nominal coverage, a share. */
  coverage: number;
  kind: "pointwise" | "whole_curve" | "members";
  /** UCUM code. */
  unit: string;
}

/** Whether the model may be believed here, and why not. */
export interface DomainVerdict {
  state: "in" | "caution" | "out";
  reasons: string[];
}

/** Outside the domain there are no outputs, only the reasons. */
export type Answer = { outputs: Record<string, Series>; domain: DomainVerdict } | { error: string[] };

/** How the reference experiments came out on this device. */
export interface Proof {
  model: string;
  reproduced: number;
  of: number;
  worst: number;
  tolerance: number;
}

/** One input or output. */
export interface Slot {
  name: string;
  title: string;
  unit: string;
  length?: number;
  range: { min: number; max: number };
}

/** What goes in, what comes out, what it is for. */
export interface Contract {
  contract_version: string;
  model: { id: string; title: string; version: string; kind: string; valid_until: string; intended_use: string[]; not_for: string[]; fidelity: string };
  inputs: Slot[];
  outputs: Slot[];
}

/** Why a bundle or a query is refused. */
export interface Refusal {
  code: string;
  message: string;
  hint: string;
}
