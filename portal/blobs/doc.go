// Package blobs takes in the files that entries refer to, piece by piece, and keeps them by the SHA-256 of their content.
//
// Its invariants: an offset that was answered is on the disk to stay, also after a power cut; a file that is called whole
// was read back and has the hash in its name. So a line may break anywhere, and the program may be killed anywhere, and
// at most the bytes since the last answer travel again.
//
// Files on their way lie in incoming/, one for each device, so that no device can spoil another's.
package blobs
