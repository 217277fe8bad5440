// Package photo reads what a picture says about itself and makes the two copies that leave the device: one to look at,
// one to recognise it by.
//
// Its invariant: nothing of a file but its pixels gets into a copy, and no file, whatever is in it, costs more than its
// header allows: at most MaxPixels are decoded, decoders that panic are contained, and a picture that is only partly
// there is ErrCorrupt, not a picture that is partly grey.
//
// Inspect reads some kilobytes and takes well under a millisecond. Prepare decodes, and is meant for a background worker
// that runs one at a time: a 12-megapixel JPEG costs about 40 MB beside the file, HEIC about 30 bytes a pixel, the
// progressive JPEG of MaxPixels at full chroma about 600 MB.
//
// HEIC goes through libheif as WebAssembly. Build with the tag nodynamic: without it the decoder's package prefers a
// libheif that happens to be installed, which is native code and not what was tested. See RFC 6386 (WebP's VP8), the
// PNG specification 3rd edition (eXIf), CIPA DC-008 (EXIF), ITU-T T.81 (JPEG), H.265 and ISO/IEC 23008-12 (HEIF).
package photo
