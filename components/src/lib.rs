//! Widgets for decision-centred twin apps: signals and core types in, intents out.
//!
//! A widget knows nothing of manifests, workers or routes. Each is a thin view over a plain struct whose
//! verbs are tested natively; each prop has a sentence and a default or is required. Text comes from the
//! caller except for the few words that belong to the widget. Colours and sizes come from `style/tokens.css`.
//!
//! | for | take |
//! |---|---|
//! | the answer | [`DecisionCard`], [`ConfirmForm`], [`RemarkBox`], [`NumberTile`] |
//! | curves | [`FailureChart`], [`LineChart`], [`ChartSentence`], [`ChartTable`] |
//! | lives and modes | [`IncidenceChart`], [`SurvivalChart`], [`ProbabilityPaper`], [`CostChart`] |
//! | one value, one line | [`Bullet`], [`Gauge`], [`Sparkline`] |
//! | what moves it | [`Tornado`], [`Shares`], [`HeatMap`] |
//! | where it comes from | [`SourceButton`], [`TraceView`] |
//! | inputs | [`Slider`], [`NumberField`], [`SelectField`], [`SwitchField`], [`RangeSlider`], [`SegmentedTabs`], [`Toggle`] |
//! | lists and shapes as inputs | [`ProfileEditor`], [`ValuesEditor`], [`InspectionForm`] |
//! | state and trust | [`StateChip`], [`StatusNote`], [`ProofSummary`], [`ErrorCard`] |
//! | tables and lists | [`KeyValueTable`], [`ComparisonTable`], [`ScenarioTable`], [`DataTable`], [`ScheduleList`], [`WindowsChart`] |
//! | text and pictures | [`RichText`], [`Picture`], [`Diagram`], [`CustomElement`] |
//! | passing on | [`ShareSheet`], [`QrCode`] |
//! | frame | [`TabBar`], [`TabSet`], [`Collapsible`], [`BottomSheet`], [`Skeleton`] |

pub mod bottom_sheet;
pub mod browser;
pub mod bullet;
pub mod chart;
pub mod collapsible;
pub mod comparison_table;
pub mod confirm_form;
pub mod cost_chart;
pub mod custom_element;
pub mod data_table;
pub mod decision_card;
pub mod diagram;
pub mod error_card;
pub mod failure_chart;
mod field_head;
mod figure;
pub mod format;
pub mod gauge;
pub mod heat_map;
pub mod icon;
mod ids;
pub mod incidence_chart;
pub mod inspection_form;
pub mod key_value_table;
pub mod line_chart;
pub mod number_field;
pub mod number_tile;
pub mod parity_plot;
pub mod picture;
pub mod probability_paper;
pub mod profile_editor;
pub mod proof_summary;
pub mod qr_code;
pub mod range_slider;
pub mod remark_box;
pub mod rich_text;
pub mod scenario_table;
pub mod schedule_list;
pub mod segmented_tabs;
pub mod select_field;
pub mod share_sheet;
pub mod shares;
pub mod skeleton;
pub mod slider;
pub mod source_button;
pub mod sparkline;
pub mod state_chip;
pub mod status_note;
pub mod survival_chart;
pub mod switch_field;
pub mod tab_bar;
pub mod tab_set;
pub mod toggle;
pub mod tone;
pub mod tornado;
pub mod trace_view;
pub mod values_editor;
pub mod window_planner;
pub mod windows_chart;

pub use bottom_sheet::BottomSheet;
pub use bullet::{Bullet, BulletData};
pub use chart::{Axes, ChartCard, ChartSentence, ChartTable};
pub use collapsible::Collapsible;
pub use comparison_table::{ComparisonRow, ComparisonTable};
pub use confirm_form::{ConfirmForm, ConfirmWords};
pub use cost_chart::{CostChart, CostData, CostOver};
pub use custom_element::CustomElement;
pub use data_table::DataTable;
pub use decision_card::{ActLabels, CardContext, DecisionCard};
pub use diagram::{Diagram, DiagramValue};
pub use error_card::{ErrorCard, ErrorNotice};
pub use failure_chart::{FailureChart, FailureData};
pub use gauge::Gauge;
pub use heat_map::{HeatAxis, HeatData, HeatMap};
pub use incidence_chart::{IncidenceChart, IncidenceData};
pub use inspection_form::{InspectionDraft, InspectionEntry, InspectionForm, InspectionSpec, ReadingSpec};
pub use key_value_table::{KeyValue, KeyValueTable};
pub use line_chart::{LineChart, LineData};
pub use number_field::NumberField;
pub use number_tile::{NumberTile, TileText};
pub use parity_plot::{ParityKind, ParityPlot};
pub use picture::Picture;
pub use probability_paper::{PaperData, ProbabilityPaper};
pub use profile_editor::{ProfileDraft, ProfileEditor, ProfileSpec};
pub use proof_summary::{ProofSummary, ProofView};
pub use qr_code::QrCode;
pub use range_slider::RangeSlider;
pub use remark_box::RemarkBox;
pub use rich_text::RichText;
pub use scenario_table::{ScenarioLine, ScenarioTable};
pub use schedule_list::{ScheduleItem, ScheduleList};
pub use segmented_tabs::{Segment, SegmentedTabs};
pub use select_field::SelectField;
pub use share_sheet::ShareSheet;
pub use shares::{ShareBar, Shares, SharesData};
pub use skeleton::Skeleton;
pub use slider::{Commit, Mark, Slider, SliderSpec};
pub use source_button::SourceButton;
pub use sparkline::Sparkline;
pub use state_chip::{ChipState, Freshness, StateChip};
pub use status_note::{NoteText, StatusNote};
pub use survival_chart::{SurvivalChart, SurvivalData, SurvivalStep};
pub use switch_field::SwitchField;
pub use tab_bar::{Tab, TabBar, TabItem};
pub use tab_set::TabSet;
pub use toggle::Toggle;
pub use tone::Tone;
pub use tornado::{Tornado, TornadoBar, TornadoData};
pub use trace_view::TraceView;
pub use values_editor::ValuesEditor;
pub use window_planner::WindowPlanner;
pub use windows_chart::{WindowRow, WindowSpan, WindowsChart, WindowsData};
