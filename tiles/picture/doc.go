// Package picture reads foreign tiles: PNG, JPEG and WebP from files and servers that nobody vouches for.
//
// Its invariant: limits are kept before anything is decoded, and what comes back is a whole square picture or tiles.ErrTile.
package picture
