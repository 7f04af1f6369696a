// An element of somebody else: shows the answer, and a button sets an input.
class RateDial extends HTMLElement {
  connectedCallback() {
    this.value = document.createElement("output");
    const button = document.createElement("button");
    button.textContent = "Hotter";
    button.addEventListener("click", () => this.dispatchEvent(new CustomEvent("change", { detail: { hot_spot: 104 } })));
    this.append(this.value, button);
  }
  set data(data) {
    const rate = data?.outputs?.rate?.series?.values?.[0];
    if (this.value) this.value.textContent = rate === undefined ? "" : `dial at ${rate.toFixed(2)}`;
  }
}
customElements.define("rate-dial", RateDial);
