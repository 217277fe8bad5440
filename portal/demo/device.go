package demo

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// device speaks the devices' protocol over a real line. It keeps its journal in memory: its life ends with the run.
type device struct {
	url    string
	client *http.Client
	codec  *wire.Codec
	id     civic.DeviceID
	key    ed25519.PrivateKey
	is     wire.EnrollReply
	seal   journal.SealKey
	head   journal.Head
	queue  []journal.Entry // not yet sent
	files  [][]byte        // not yet sent
	serial int
	rows   int    // of its signature sheets
	portal string // its id
}

// newDevice makes a device that isn't enrolled. The key is random, the id is not.
func newDevice(url, portal string, client *http.Client, codec *wire.Codec, id civic.DeviceID) (*device, error) {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return &device{url: url, portal: portal, client: client, codec: codec, id: id, key: key, head: journal.Head{Epoch: journal.Epoch(binary.BigEndian.Uint64(id[8:]))}}, nil
}

// enroll spends a code.
func (d *device) enroll(ctx context.Context, code, name string) error {
	req := wire.EnrollRequest{Code: code, Device: d.id[:], Key: d.key.Public().(ed25519.PublicKey), Name: name, Program: "demo"}
	if err := d.post(ctx, wire.PathEnroll, req, &d.is); err != nil {
		return err
	}
	var err error
	d.seal, err = journal.ParseSealKey(d.is.SealKeys[0])
	return err
}

// number is the next number that it gives.
func (d *device) number() string {
	d.serial++
	return fmt.Sprintf("%s-%04d", d.is.Code, d.serial)
}

// tell puts a fact into the journal; personal is sealed, unless it is nil.
func (d *device) tell(at time.Time, kind journal.Kind, public, personal []byte, blobs ...journal.Blob) error {
	var sealed []byte
	if personal != nil {
		var err error
		if sealed, err = d.seal.Seal(d.id, public, personal); err != nil {
			return err
		}
	}
	e := journal.New(journal.Header{Device: d.id, Epoch: d.head.Epoch, Seq: d.head.Seq + 1, Prev: d.head.Hash, Time: at, Kind: kind}, public, sealed, blobs)
	d.queue, d.head.Seq, d.head.Hash = append(d.queue, e), e.Seq, e.Hash()
	return nil
}

// sync sends what waits, and then the files; still is what the device says stays in its queue.
func (d *device) sync(ctx context.Context, still wire.QueueState) error {
	req := wire.SyncRequest{Waiting: &still}
	if len(d.queue) > 0 {
		raw, err := journal.Sign(d.queue, d.key).Marshal()
		if err != nil {
			return err
		}
		req.Batches = [][]byte{raw}
	}
	var reply wire.SyncReply
	if err := d.post(ctx, wire.PathSync, req, &reply); err != nil {
		return err
	}
	for _, v := range reply.Verdicts {
		return fmt.Errorf("demo: the portal can't use entry %d: %s", v.Seq, v.Key)
	}
	d.queue = nil
	for _, content := range d.files {
		if err := d.upload(ctx, content); err != nil {
			return err
		}
	}
	d.files = nil
	return nil
}

func (d *device) post(ctx context.Context, path string, message, answer any) error {
	packed, err := d.codec.Pack(message)
	if err != nil {
		return err
	}
	return d.send(ctx, http.MethodPost, path, packed, packed, nil, answer)
}

func (d *device) upload(ctx context.Context, content []byte) error {
	sum := journal.HashOf(content)
	var st wire.BlobState
	return d.send(ctx, http.MethodPatch, wire.PathBlobs+sum.String(), content, nil, map[string]string{"Upload-Offset": "0", "Upload-Complete": "?1"}, &st)
}

// send sends a request whose signature covers signed, and reads the reply.
func (d *device) send(ctx context.Context, method, path string, body, signed []byte, header map[string]string, answer any) error {
	req, err := http.NewRequestWithContext(ctx, method, d.url+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	wire.SignRequest(req, d.portal, signed, d.id, d.key)
	res, err := d.client.Do(req)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("demo: %s %s: %w", method, path, wire.ReadProblem(res))
	}
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return d.codec.UnpackBytes(raw, answer)
}

// ref names a file by its content.
func ref(content []byte) civic.BlobRef {
	return civic.BlobRef{SHA256: sha256.Sum256(content), Size: int64(len(content))}
}
