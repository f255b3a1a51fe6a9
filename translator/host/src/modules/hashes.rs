//! What `hashlib` is made of: digests of bytes.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::types::args::{self, Keywords};
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Raised};

/// `_hashes`: `digest(name, data)`.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_hashes");
    host.add_functions(module, "_hashes", &[("digest", digest)]);
    module
}

fn digest(host: &mut Host, args: &[Obj], keywords: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "digest", args, keywords, (2, 2))?;
    let (Some(name), Some(data)) = (host.str_bytes(args[0]).cloned(), u8::text_of(host, args[1])?) else {
        return Err(Raised::type_error(host, "digest() takes the name of an algorithm and a string"));
    };
    let result = match &*name {
        b"md5" => Md5::digest(&data).to_vec(),
        b"sha1" => Sha1::digest(&data).to_vec(),
        b"sha224" => Sha224::digest(&data).to_vec(),
        b"sha256" => Sha256::digest(&data).to_vec(),
        b"sha384" => Sha384::digest(&data).to_vec(),
        b"sha512" => Sha512::digest(&data).to_vec(),
        _ => return Err(host.raised(host.exc.value_error, "unsupported hash type")),
    };
    Ok(host.new_str(&result))
}
