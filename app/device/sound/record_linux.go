//go:build linux && !android

package sound

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/jfreymuth/pulse"
	"github.com/jfreymuth/pulse/proto"
)

// Known says that there is something to ask for a microphone.
const Known = true

// patience is how long a microphone may say nothing, not even silence.
const patience = 5 * time.Second

// Recorder records from the microphone that the system has chosen.
type Recorder struct {
	Server  string        // of PulseAudio; "" finds the usual one
	Longest time.Duration // 0 is Longest
}

// recording is one that goes on.
type recording struct {
	client *pulse.Client
	file   *file
	came   chan []int16
	end    chan struct{} // closed to end it
	ended  chan struct{} // closed once the file is
	once   sync.Once
	err    error // once ended is closed
	heard  func(level float64)
}

// Record writes speech into a new file at path until stop is called, Longest has passed or the microphone is gone; what was said until then is
// kept. heard may be nil; it is told on another goroutine how loud it is, from 0 to 1, several times a second. The error wraps ErrNone where there
// is no microphone; stop's wraps ErrSilent if nothing came of it.
func (r Recorder) Record(path string, heard func(level float64)) (stop func() error, err error) {
	client, err := connect(r.Server)
	if err != nil {
		return nil, err
	}
	if err := microphone(client); err != nil {
		client.Close()
		return nil, err
	}
	f, err := create(path)
	if err != nil {
		client.Close()
		return nil, err
	}
	if heard == nil {
		heard = func(float64) {}
	}
	n := &recording{client: client, file: f, came: make(chan []int16, 64), end: make(chan struct{}), ended: make(chan struct{}), heard: heard}
	stream, err := client.NewRecord(pulse.Int16Writer(n.take), pulse.RecordMono, pulse.RecordSampleRate(rate), pulse.RecordLatency(0.06), pulse.RecordMediaName("Priyom"))
	if err != nil {
		client.Close()
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrNone, err), ignoreSilence(f.close()))
	}
	stream.Start()
	longest := r.Longest
	if longest == 0 {
		longest = Longest
	}
	go n.run(longest)
	return n.stop, nil
}

// connect asks the server; the error wraps ErrNone.
func connect(server string) (*pulse.Client, error) {
	options := []pulse.ClientOption{pulse.ClientApplicationName("Priyom"), pulse.ClientApplicationIconName("audio-input-microphone")}
	if server != "" {
		options = append(options, pulse.ClientServerString(server))
	}
	client, err := pulse.NewClient(options...)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return client, nil
}

// microphone makes sure that there is one: without any, the server would record what the loudspeakers play.
func microphone(client *pulse.Client) error {
	var list proto.GetSourceInfoListReply
	if err := client.RawRequest(&proto.GetSourceInfoList{}, &list); err != nil {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	for _, source := range list {
		if source.MonitorSourceIndex == proto.Undefined {
			return nil
		}
	}
	return fmt.Errorf("%w: no microphone among %d sources", ErrNone, len(list))
}

// take hears from the server, on its goroutine.
func (n *recording) take(samples []int16) (int, error) {
	select {
	case n.came <- append([]int16(nil), samples...):
		return len(samples), nil
	case <-n.ended:
		return 0, ErrSilent
	}
}

// run writes down what comes.
func (n *recording) run(longest time.Duration) {
	defer close(n.ended)
	left, quiet := int(longest*rate/time.Second), time.NewTimer(patience)
	defer quiet.Stop()
	for left > 0 && n.err == nil {
		select {
		case samples := <-n.came:
			samples = samples[:min(left, len(samples))]
			left -= len(samples)
			n.err = n.file.write(samples)
			n.heard(loud(samples))
			quiet.Reset(patience)
			continue
		case <-n.end:
		case <-quiet.C:
		}
		break
	}
	n.client.Close()
	n.err = errors.Join(n.err, n.file.close())
}

func (n *recording) stop() error {
	n.once.Do(func() { close(n.end) })
	<-n.ended
	return n.err
}

// loud is how loud samples are: 0 for 50 dB beneath the loudest there is, and less.
func loud(samples []int16) float64 {
	if len(samples) == 0 {
		return 0
	}
	sum := 0.0
	for _, s := range samples {
		sum += float64(s) * float64(s)
	}
	root := math.Sqrt(sum/float64(len(samples))) / math.MaxInt16
	if root == 0 {
		return 0
	}
	return min(max(1+20*math.Log10(root)/50, 0), 1)
}

func ignoreSilence(err error) error {
	if errors.Is(err, ErrSilent) {
		return nil
	}
	return err
}
