package phone_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
)

func fieldText(o fyne.CanvasObject) string { return o.(*w.Entry).Text }

// lives is how often the phone's program is killed: 300 times where PRIYOM_KILLS asks for kills, else few enough for a quick run.
func lives() int {
	if n, err := strconv.Atoi(os.Getenv("PRIYOM_KILLS")); err == nil {
		return min(n, 300)
	}
	return 16
}

// TestKills kills the program at any moment, also while the camera is in front, and starts it again. Each time it comes back to the same
// screen with the same input; no report and no picture is ever lost or doubled.
func TestKills(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	var all sync.WaitGroup
	workers := 2
	luck, _ := strconv.ParseUint(os.Getenv("PRIYOM_SEED"), 10, 64) // another number is another story
	for n := range workers {
		k := newKiller(t, luck+uint64(n+1))
		all.Go(func() {
			for range lives() / workers {
				if t.Failed() {
					return
				}
				k.life()
			}
			k.count()
		})
	}
	all.Wait()
}

// killer kills one phone, again and again, and plays its camera.
type killer struct {
	*testing.T
	home  string
	rand  *rand.Rand
	lives int

	may    []seen            // what may be seen at the next start: from what is surely on the disk on
	saved  map[string]bool   // reports by their names; false: perhaps
	pics   map[string]string // what the camera delivered, by hash, and for which report
	shot   string            // where the camera is to put the next picture; "" if it isn't in front
	shotOf string
	told   []string // what was heard last, for when something is wrong
	kills  struct{ all, starting, shooting, late int }
}

func newKiller(t *testing.T, seed uint64) *killer {
	k := &killer{T: t, home: filepath.Join(t.TempDir(), "home"), rand: rand.New(rand.NewPCG(seed, 11)), saved: map[string]bool{}, pics: map[string]string{}}
	if err := os.Mkdir(k.home, 0o700); err != nil {
		t.Fatal(err)
	}
	h := uitest.NewHome(t)
	h.Env.Home, h.Env.Secrets = k.home, lifeSecrets(k.home)
	h.Fill(time.Hour, func(c *uitest.Clerk) { c.Enroll() })
	return k
}

// picture puts a picture that no other is like where the camera was asked to.
func (k *killer) picture() {
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 * 48 {
		m.Set(i%64, i/64, color.RGBA{uint8(k.rand.Uint32()), uint8(k.rand.Uint32()), 90, 255})
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, m, nil); err != nil {
		k.Error(err)
	}
	if err := os.WriteFile(k.shot+".new", data.Bytes(), 0o600); err != nil {
		k.Error(err)
	}
	if err := os.Rename(k.shot+".new", k.shot); err != nil {
		k.Error(err)
	}
	sum := sha256.Sum256(data.Bytes())
	k.pics[string(sum[:])] = k.shotOf
	k.shot = ""
}

// life starts the program, lets somebody use it, and kills it.
func (k *killer) life() {
	k.lives++
	cmd := exec.Command(os.Args[0], "-test.run", "^TestLife$", "-test.timeout", "2m")
	cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Dir(k.home), envLife+"="+k.home, envSeed+"="+strconv.FormatUint(k.rand.Uint64(), 10))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		k.Error(err)
		return
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			if line, ok := strings.CutPrefix(s.Text(), "@"); ok {
				lines <- line
			} else if text := strings.TrimSpace(s.Text()); strings.Contains(text, "_test.go:") || strings.HasPrefix(text, "panic") {
				lines <- "WRONG " + strconv.Quote(text)
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	kill := time.After(time.Hour)
	if k.rand.IntN(10) == 0 {
		kill = time.After(time.Duration(k.rand.IntN(250)) * time.Millisecond) // while it starts
	}
	var click <-chan time.Time
	ready, killed := false, false
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				if _ = cmd.Wait(); !killed {
					k.Errorf("life %d ended by itself", k.lives)
				}
				if !ready {
					k.kills.starting++
				}
				k.between()
				return
			}
			what, raw, _ := strings.Cut(line, " ")
			k.told = append(k.told[max(0, len(k.told)-60):], fmt.Sprintf("%d: %s", k.lives, line))
			k.hear(what, raw)
			switch what {
			case "READY":
				ready = true
				if !killed {
					kill = time.After(time.Duration(k.rand.IntN(1000)) * time.Millisecond)
				}
			case "SHOT":
				if click = time.After(time.Duration(k.rand.IntN(200)) * time.Millisecond); k.rand.IntN(3) == 0 && !killed {
					kill = time.After(time.Duration(k.rand.IntN(100)) * time.Millisecond)
				}
			}
		case <-click:
			if click = nil; !killed {
				k.picture()
			}
		case <-kill:
			killed = true
			_ = cmd.Process.Kill()
		}
	}
}

// hear takes in what the program said.
func (k *killer) hear(what, raw string) {
	var s seen
	var word string
	switch what {
	case "READY", "STATE", "KEPT":
		if err := json.Unmarshal([]byte(raw), &s); err != nil {
			return // cut off by the kill
		}
	case "SHOT", "SAVING", "SAVED":
		if err := json.Unmarshal([]byte(raw), &word); err != nil {
			return
		}
	}
	switch what {
	case "READY":
		if k.may != nil && !k.mayBe(s) {
			k.Errorf("life %d came back to\n%+v, not to one of\n%+v", k.lives, s, k.may)
		}
		k.may = []seen{s}
	case "STATE":
		k.may = append(k.may, s)
	case "KEPT":
		k.may = []seen{s}
	case "SHOT":
		k.shot, k.shotOf = word, nameOf(k.may[len(k.may)-1].Text)
	case "SAVING":
		if nameOf(k.may[0].Text) == word { // else it was typed a moment ago, and nothing of it is promised before SAVED
			k.saved[word] = false
		}
		last := k.may[len(k.may)-1]
		k.may = append(k.may, seen{Page: last.Page, Arg: last.Arg}) // an empty form, if it is killed right after
	case "SAVED":
		k.saved[word] = true
	case "WRONG":
		k.Errorf("life %d: %s", k.lives, raw)
	}
}

// mayBe says whether somebody may come back to what s is. The page and what is on it are written down by themselves, each some moments behind
// what is seen: one of them may be older than the other.
func (k *killer) mayBe(s seen) bool {
	return slices.ContainsFunc(k.may, func(m seen) bool { return m.Page == s.Page && m.Arg == s.Arg }) &&
		slices.ContainsFunc(k.may, func(m seen) bool { return m.Text == s.Text && m.Kind == s.Kind })
}

// between is while no program runs.
func (k *killer) between() {
	k.kills.all++
	if k.shot != "" { // the camera is still in front, and takes its picture now
		k.kills.shooting++
		if k.rand.IntN(3) > 0 {
			k.kills.late++
			k.picture()
		}
		k.shot = ""
	}
	if k.lives%10 == 0 {
		k.count()
	}
}

// count opens the home folder: every report that was saved is there once, every picture is there once and where it belongs.
func (k *killer) count() {
	v, err := vault.Open(k.home, lifeSecrets(k.home))
	if err != nil {
		k.Error(err)
		return
	}
	s, err := store.Open(k.Context(), k.home, v, store.Options{})
	if err != nil {
		k.Error(err)
		return
	}
	defer s.Close()
	drafts, err := s.Drafts(k.Context())
	if err != nil {
		k.Error(err)
	}
	reports, err := s.Recent(k.Context(), 100_000)
	if err != nil {
		k.Error(err)
	}
	words, pics := map[string]int{}, map[string]int{}
	kept := map[string]bool{}
	take := func(id civic.ReportID) {
		r, err := s.Report(k.Context(), id)
		if err != nil {
			k.Error(err)
			return
		}
		word := nameOf(r.Text)
		words[word]++
		kept[word] = r.Status != civic.StatusDraft
		for _, p := range r.Photos {
			sum := string(p.Original.SHA256[:])
			pics[sum]++
			if of, ok := k.pics[sum]; !ok || of != word {
				k.Errorf("a picture of %q is with %q", of, word)
			}
		}
	}
	defer func() {
		if k.Failed() {
			k.Log(strings.Join(k.told, "\n"))
		}
	}()
	for _, d := range drafts {
		take(d.Report.ID)
	}
	for _, r := range reports {
		take(r.ID)
	}
	for word, n := range words {
		if n != 1 && word != "" {
			k.Errorf("%q is there %d times", word, n)
		}
	}
	for word, sure := range k.saved {
		if words[word] != 1 || sure && !kept[word] {
			k.Errorf("%q was saved: it is there %d times, handed in: %v", word, words[word], kept[word])
		}
	}
	waiting, err := filepath.Glob(filepath.Join(k.home, "shots", "*", "*.jpg"))
	if err != nil {
		k.Error(err)
	}
	for _, path := range waiting { // for the next start
		data, err := os.ReadFile(path)
		if err != nil {
			k.Error(err)
		}
		sum := sha256.Sum256(data)
		pics[string(sum[:])] = max(1, pics[string(sum[:])]) // one that is in already is only removed
	}
	for sum := range k.pics {
		if pics[sum] != 1 {
			k.Errorf("a picture of %q is there %d times", k.pics[sum], pics[sum])
		}
	}
	k.Logf("%d kills, %d while it started, %d while the camera was in front, %d pictures after it; %d reports, %d drafts, %d pictures",
		k.kills.all, k.kills.starting, k.kills.shooting, k.kills.late, len(reports), len(drafts), len(k.pics))
}
