//! Browser APIs, one file each, as signals or plain types that clean up after themselves.

pub mod clipboard;
pub mod frame_loop;
pub mod page_look;
pub mod photo;
pub mod printing;
pub mod save;
pub mod size;

pub use clipboard::copy_text;
pub use frame_loop::FrameLoop;
pub use page_look::{PageLook, reduced_motion, use_page_look};
pub use photo::{barcode_on, load_image, reads_barcodes, scaled_photo};
pub use printing::use_printing;
pub use save::{save_png, save_text};
pub use size::use_size;
