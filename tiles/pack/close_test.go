package pack

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
)

// A pack may be closed while cells are read: those under way are whole or an error, and what comes later is ErrClosed.
func TestCloseWhileCellsAreRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pack")
	write(t, path)
	for range 20 {
		p := open(t, path)
		var readers sync.WaitGroup
		begun := make(chan struct{}, 4)
		for i := range uint32(4) {
			readers.Go(func() {
				for n := uint32(0); ; n++ {
					c, err := p.Cell(t.Context(), Band14, 9000, 5000+(i*10+n)%40)
					if n == 0 {
						begun <- struct{}{}
					}
					switch {
					case errors.Is(err, ErrClosed):
						return
					case err != nil || len(c.Features) != len(sample().Features):
						t.Errorf("cell %+v, %v", c, err)
						return
					}
				}
			})
		}
		for range 4 {
			<-begun
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		readers.Wait()
	}
}
