package store

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"priyom/store/journal"
)

// Heap is a heap of files, by the bytes of their content.
type Heap struct {
	Files int
	Bytes int64
}

func (h *Heap) add(size int64) { h.Files, h.Bytes = h.Files+1, h.Bytes+size }

// Space is what takes room in the home folder.
type Space struct {
	Waiting Heap      // originals that stay: of drafts, and of what isn't safely at the portal
	Safe    Heap      // originals whose copies the portal has signed for: they may be dropped
	Oldest  time.Time // when it signed for the first of them
	Copies  Heap      // copies and previews of this device's photos, to look at and to send again
	Voice   Heap      // spoken notes
	Tasks   Heap      // pictures of tasks, which came from the portal
	Fetched Heap      // those of them that may be fetched again when somebody asks
	Loose   Heap      // files that somebody took out of a draft
	Dropped Heap      // originals that were dropped: they take no room
	Journal int64     // bytes of the database
}

// Space looks what takes how much room. It reads every photo's row, so call it in the background.
func (s *Store) Space(ctx context.Context) (sp Space, err error) {
	v, err := s.survey(ctx)
	if err != nil {
		return sp, dbError("space", err)
	}
	for sum, f := range v.files {
		use := v.uses[sum]
		switch {
		case f.state == fileDropped, f.state == fileDropping:
			if use&useOriginal != 0 {
				sp.Dropped.add(f.size)
			}
		case f.state == filePurged:
		case use&useSafe != 0:
			sp.Safe.add(f.size)
			if sp.Oldest.IsZero() || v.signed[sum].Before(sp.Oldest) {
				sp.Oldest = v.signed[sum]
			}
		case use&useOriginal != 0, f.role == journal.RoleOriginal:
			sp.Waiting.add(f.size)
		case use&useVoice != 0, f.role == journal.RoleVoice:
			sp.Voice.add(f.size)
		case use&useCopy != 0, f.role != "":
			sp.Copies.add(f.size)
		case use&useTask != 0:
			sp.Tasks.add(f.size)
			if use&useFetched != 0 {
				sp.Fetched.add(f.size)
			}
		default:
			sp.Loose.add(f.size)
		}
	}
	for _, part := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(filepath.Join(s.home, FileName+part)); err == nil {
			sp.Journal += info.Size()
		}
	}
	return sp, nil
}
