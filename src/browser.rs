//! Browser APIs, one file each, as plain types or signals that clean up after themselves.

pub mod address;
pub mod clock;
pub mod connection;
pub mod device;
pub mod offline;
pub mod page;
pub mod requests;
pub mod scroll;
