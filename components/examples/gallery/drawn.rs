//! Drawings with values, elements of others, the inspection form.

use leptos::prelude::*;
use twinlet_components::{
    CustomElement, Diagram, DiagramValue, InspectionForm, InspectionSpec, ReadingSpec, Tone,
};
use twinlet_core::diagram::{Node, Shape};

pub fn drawn() -> impl IntoView {
    let calm = Callback::new(|id: String| value(&id, Tone::Ok));
    let loud = Callback::new(|id: String| match id.as_str() {
        "bearing" => value(&id, Tone::Caution),
        "flow" => Some(DiagramValue {
            text: "–".into(),
            tone: Tone::Block,
            words: "Flow: outside the model’s range.".into(),
        }),
        _ => None,
    });
    view! {
        <div class="column">
            <section class="card"><Diagram shape=pump() label="Pump 2 with its bearing" values=calm/></section>
            <section class="card"><Diagram shape=pump() label="Pump 2 with its bearing" values=loud/></section>
        </div>
        <div class="column">
            <section class="card"><InspectionForm spec=spec() on_submit=Callback::new(|_| ())/></section>
        </div>
        <div class="column">
            <section class="card"><InspectionForm spec=spec() busy=Signal::stored(true) on_submit=Callback::new(|_| ())/></section>
            <section class="card">
                <CustomElement tag="acme-valve" data=Signal::stored("{\"open\":0.4}".to_string()) on_change=Callback::new(|_| ())/>
                <CustomElement tag="script" data=Signal::stored("{}".to_string()) on_change=Callback::new(|_| ())/>
            </section>
        </div>
    }
}

fn value(id: &str, tone: Tone) -> Option<DiagramValue> {
    let (text, words) = match id {
        "bearing" => ("78 °C (74 to 82)", "Bearing: the interval reaches the limit of 80 °C."),
        _ => ("412 m³/h (398 to 425)", "Flow: near the edge of the model’s range."),
    };
    Some(DiagramValue { text: text.into(), tone, words: words.into() })
}

fn shape(tag: &str, attrs: &[(&str, &str)]) -> Shape {
    let attrs = attrs.iter().map(|(name, value)| ((*name).to_string(), (*value).to_string())).collect();
    Shape { tag: tag.into(), attrs, ..Shape::default() }
}

fn pump() -> Shape {
    let bound = |s: Shape, value: Option<&str>, state: Option<&str>| Shape {
        value: value.map(Into::into),
        state: state.map(Into::into),
        ..s
    };
    let pipe =
        [("d", "M10 90H100M180 90H310"), ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "6")];
    let casing = [("cx", "140"), ("cy", "90"), ("r", "40"), ("stroke-width", "2")];
    let bearing =
        [("x", "200"), ("y", "30"), ("width", "54"), ("height", "30"), ("rx", "4"), ("stroke-width", "2")];
    let text = |x, y| shape("text", &[("x", x), ("y", y), ("font-size", "13")]);
    let script = shape("script", &[]);
    Shape {
        children: vec![
            Node::Shape(shape("path", &pipe)),
            Node::Shape(bound(shape("circle", &casing), None, Some("flow"))),
            Node::Shape(bound(shape("rect", &bearing), None, Some("bearing"))),
            Node::Shape(bound(text("140", "160"), Some("flow"), None)),
            Node::Shape(bound(text("200", "20"), Some("bearing"), None)),
            Node::Shape(script),
        ],
        ..shape("svg", &[("viewBox", "0 0 320 170")])
    }
}

fn spec() -> InspectionSpec {
    let reading = |id: &str, label: &str, unit: &str, range, required| ReadingSpec {
        id: id.into(),
        label: label.into(),
        unit: unit.into(),
        range,
        required,
    };
    InspectionSpec {
        title: "Inspection of pump 2".into(),
        findings: [("ok", "No defect"), ("wear", "Wear, keep running"), ("stop", "Defect, stop")]
            .map(|(id, words)| (id.to_string(), words.to_string()))
            .to_vec(),
        readings: vec![
            reading("v", "Vibration", "mm/s", (0.0, 50.0), true),
            reading("t", "Bearing", "°C", (-20.0, 150.0), false),
        ],
        photo: true,
        barcode: "bearing".into(),
    }
}
