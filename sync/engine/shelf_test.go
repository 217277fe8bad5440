package engine

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"priyom/store"
	"priyom/store/journal"
)

func aShelf() *shelf {
	s := newShelf(Limits{}.filled(), chance(3))
	s.setOpen(true)
	return s
}

func someFiles(n int) (files []store.File) {
	for i := range n {
		files = append(files, store.File{SHA256: journal.Hash{byte(i + 1)}, Size: 1000})
	}
	return files
}

func TestShelfAsksBeforeItGives(t *testing.T) {
	s, files := aShelf(), someFiles(3)
	if o := s.take(files); o.ready || !o.ask {
		t.Fatalf("%+v", o)
	}
	asked := s.unknown(files, 2)
	if !slices.Equal(asked, []journal.Hash{files[0].SHA256, files[1].SHA256}) {
		t.Fatalf("asks about %v", asked)
	}
	if o := s.take(files); o.ready || o.ask {
		t.Errorf("asks again while it is being asked: %+v", o)
	}
	s.told(map[journal.Hash]int64{files[0].SHA256: 0, files[1].SHA256: 400}, nil)
	first, second, third := s.take(files), s.take(files), s.take(files)
	if !first.ready || first.file != files[0] || first.offset != 0 || !second.ready || second.file != files[1] || second.offset != 400 {
		t.Errorf("%+v, %+v", first, second)
	}
	if third.ready || !third.ask {
		t.Errorf("%+v", third)
	}
}

func TestShelfIsShutWhileTheLineIsDown(t *testing.T) {
	s, files := aShelf(), someFiles(1)
	s.told(map[journal.Hash]int64{files[0].SHA256: 0}, nil)
	s.setOpen(false)
	if o := s.take(files); o != (order{}) {
		t.Errorf("%+v", o)
	}
	changed := s.watch()
	s.setOpen(true)
	select {
	case <-changed:
	default:
		t.Error("nobody was woken")
	}
	if o := s.take(files); !o.ready {
		t.Errorf("%+v", o)
	}
}

func TestShelfWildOffsetsAreBounded(t *testing.T) {
	for offset, want := range map[int64]int64{-5: 0, 0: 0, 1000: 1000, 1 << 40: 1000} {
		s, files := aShelf(), someFiles(1)
		s.told(map[journal.Hash]int64{files[0].SHA256: offset}, nil)
		if o := s.take(files); o.offset != want {
			t.Errorf("%d became %d", offset, o.offset)
		}
	}
}

// One bad file holds up no other, and comes again later, after the portal was asked.
func TestShelfFailedFileRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, files := aShelf(), someFiles(2)
		s.told(map[journal.Hash]int64{files[0].SHA256: 0, files[1].SHA256: 0}, nil)
		bad := s.take(files)
		s.failed(bad.file.SHA256, 0)
		if o := s.take(files); o.file != files[1] {
			t.Fatalf("%+v", o)
		}
		o := s.take(files)
		if o.ready || o.ask || o.wait < time.Second || o.wait > 3*time.Second {
			t.Fatalf("%+v", o)
		}
		if asked := s.unknown(files, 9); !slices.Equal(asked, []journal.Hash{bad.file.SHA256}) {
			t.Errorf("asks about %v", asked)
		}
		s.told(map[journal.Hash]int64{bad.file.SHA256: 0}, nil)
		if o := s.take(files); o.ready {
			t.Error("didn't rest")
		}
		time.Sleep(o.wait)
		if o := s.take(files); !o.ready {
			t.Errorf("%+v", o)
		}
	})
}

// A file that got further before its line broke goes on at once.
func TestShelfProgressEndsTheRest(t *testing.T) {
	s, files := aShelf(), someFiles(1)
	sum := files[0].SHA256
	s.told(map[journal.Hash]int64{sum: 100}, nil)
	for range 4 {
		s.parcels[sum].due = time.Time{}
		s.take(files)
		s.failed(sum, 0)
		s.told(map[journal.Hash]int64{sum: 100}, nil)
	}
	if o := s.take(files); o.ready {
		t.Fatal("no progress, but no rest")
	}
	s.told(map[journal.Hash]int64{sum: 101}, nil)
	if o := s.take(files); !o.ready || o.offset != 101 || s.parcels[sum].failures != 0 {
		t.Errorf("%+v", o)
	}
}

func TestShelfAllRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, files := aShelf(), someFiles(2)
		s.told(map[journal.Hash]int64{files[0].SHA256: 0, files[1].SHA256: 0}, nil)
		s.restAll(5 * time.Minute)
		o := s.take(files)
		if o.ready || o.wait < 5*time.Minute || !s.settled(files) {
			t.Fatalf("%+v", o)
		}
		time.Sleep(o.wait)
		if o := s.take(files); !o.ready {
			t.Errorf("%+v", o)
		}
	})
}

func TestShelfSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, files := aShelf(), someFiles(1)
		for i := range s.limits.Tries {
			if s.settled(files) {
				t.Fatalf("given up after %d answers", i)
			}
			if asked := s.unknown(files, 1); len(asked) != 1 {
				t.Fatalf("round %d: asks about %v", i, asked)
			}
			s.told(nil, []journal.Hash{files[0].SHA256})
			if asked := s.unknown(files, 1); len(asked) != 0 {
				t.Fatalf("round %d: asks again at once", i)
			}
			o := s.take(files)
			time.Sleep(o.wait)
			if o := s.take(files); !o.ask {
				t.Fatalf("round %d: %+v", i, o)
			}
		}
		if !s.settled(files) {
			t.Error("not given up")
		}
	})
}

// No file is ever in two hands, and nothing is lost from the shelf, whatever happens in which order.
func TestShelfHandsOutEachFileOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := aShelf()
		files := someFiles(4)
		inHand := map[journal.Hash]bool{}
		pick := func(what string) journal.Hash { return rapid.SampledFrom(files).Draw(t, what).SHA256 }
		t.Repeat(map[string]func(*rapid.T){
			"take": func(t *rapid.T) {
				if o := s.take(files); o.ready {
					if inHand[o.file.SHA256] {
						t.Fatal("in two hands")
					}
					inHand[o.file.SHA256] = true
				}
			},
			"end": func(t *rapid.T) {
				sum := pick("end")
				if !inHand[sum] {
					return
				}
				delete(inHand, sum)
				if rapid.Bool().Draw(t, "well") {
					s.done(sum)
				} else {
					s.failed(sum, 0)
				}
			},
			"tell":  func(*rapid.T) { s.told(map[journal.Hash]int64{pick("tell"): 5}, nil) },
			"hush":  func(*rapid.T) { s.told(nil, []journal.Hash{pick("hush")}) },
			"ask":   func(*rapid.T) { s.unknown(files, 2) },
			"line":  func(t *rapid.T) { s.setOpen(rapid.Bool().Draw(t, "open")) },
			"spoil": func(*rapid.T) { s.spoil(pick("spoil")) },
			"": func(t *rapid.T) {
				for _, f := range files {
					if p := s.parcels[f.SHA256]; inHand[f.SHA256] && (p == nil || !p.busy) {
						t.Fatal("forgotten while in hand")
					}
				}
				if s.carrying() != (len(inHand) > 0) {
					t.Fatal("carrying")
				}
			},
		})
	})
}
