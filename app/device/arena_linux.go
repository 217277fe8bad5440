//go:build linux && !android && cgo

package device

/*
#include <malloc.h>

static void one_arena(void) {
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 1);
#endif
}
*/
import "C"

// OneArena has C code, SQLite's above all, take its memory from one place for all threads: the GNU C library gives each thread a place of its
// own, which fills up and is never given back. To be called first thing, where memory is short.
func OneArena() { C.one_arena() }
