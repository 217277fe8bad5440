package wire

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/store/journal"
)

var writeVectors = flag.Bool("vectors", false, "write docs/vectors/wire.json anew: only for a new version of the protocol")

const (
	vectorsFile = "../../docs/vectors/wire.json"
	journalFile = "../../docs/vectors/journal.json"
)

// vectors are what another implementation must agree on. All bytes are in hex.
type vectors struct {
	Comment    string          `json:"comment"`
	Dictionary string          `json:"dictionary_sha256"`
	DeviceSeed string          `json:"device_seed"`
	Device     string          `json:"device"`
	Portal     string          `json:"portal"`
	Messages   []messageVector `json:"messages"`
	Later      messageVector   `json:"sync_reply_of_a_later_version"` // means the same as sync_reply
	Requests   []requestVector `json:"requests"`
	Problems   []problemVector `json:"problems"`
}

// messageVector is a message before and after packing. A compressor may pack it otherwise; every reader must read this.
type messageVector struct {
	Name   string `json:"name"`
	CBOR   string `json:"cbor"`
	Packed string `json:"packed,omitempty"` // changes travel inside a reply, and aren't packed themselves
}

type requestVector struct {
	Method        string `json:"method"`
	URL           string `json:"url"`
	Signed        string `json:"signed_body"` // the message named, or nothing
	Authorization string `json:"authorization"`
}

type problemVector struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// fromJournal is the part of the journal's vectors that travels in these messages.
type fromJournal struct {
	DeviceSeed  string   `json:"device_seed"`
	PortalSeed  string   `json:"portal_seed"`
	PortalSeal  string   `json:"portal_seal_private_key"`
	Hashes      []string `json:"entry_hashes"`
	Batch       string   `json:"batch"`
	Receipt     string   `json:"receipt_signature"`
	Milli       int64    `json:"receipt_unix_ms"`
	BlobReceipt string   `json:"blob_receipt_signature"`
}

// said is a message of the vectors: what it is, and an empty one to read it into.
type said struct {
	name  string
	is    any
	empty any
	inner bool
}

const vectorPortal = "019a0000-0000-7000-8000-0000000000a1"

// conversation is one of each message. Batch and receipts are those of docs/vectors/journal.json.
func conversation(t *testing.T) (key ed25519.PrivateKey, device civic.DeviceID, all []said) {
	t.Helper()
	var j fromJournal
	readJSON(t, journalFile, &j)
	key = ed25519.NewKeyFromSeed(unhex(t, j.DeviceSeed))
	batch := unhex(t, j.Batch)
	b, err := journal.ParseBatch(batch)
	check(t, err)
	open, err := journal.ParseOpenKey(unhex(t, j.PortalSeal))
	check(t, err)
	device = b.Device
	last := &b.Entries[len(b.Entries)-1]
	head := Head{uint64(last.Epoch), last.Seq, unhex(t, j.Hashes[len(j.Hashes)-1])}
	photo, preview := last.Blobs[0], last.Blobs[1]
	report, err := journal.DecodeReport(b.Entries[0].Public)
	check(t, err)
	status := StatusChange{Report: report.ID[:], Status: string(civic.StatusDelivered), At: j.Milli}
	statusBody, err := journal.Encode(status)
	check(t, err)
	seal := open.Public().Bytes()
	sign := ed25519.NewKeyFromSeed(unhex(t, j.PortalSeed)).Public().(ed25519.PublicKey)
	return key, device, []said{
		{"hello", Hello{vectorPortal, "Заречный район", j.Milli, []int{1}}, &Hello{}, false},
		{"enroll_request", EnrollRequest{"7KQX-M2RT", device[:], key.Public().(ed25519.PublicKey), "ПК приёмной", "0.1"}, &EnrollRequest{}, false},
		{"enroll_reply", EnrollReply{vectorPortal, "Заречный район", sign, [][]byte{seal}, string(civic.RolePoint), "с. Ставчены", "СТ-04", j.Milli, nil, "", ""}, &EnrollReply{}, false},
		{"sync_request", SyncRequest{
			Batches: [][]byte{batch}, Blobs: [][]byte{preview.SHA256[:], photo.SHA256[:]},
			Waiting: &QueueState{Entries: 2, Files: 2, Bytes: photo.Size + preview.Size, Oldest: j.Milli},
		}, &SyncRequest{}, false},
		{"sync_reply", SyncReply{
			Receipts: []Receipt{{head, j.Milli, unhex(t, j.Receipt)}}, Verdicts: []Verdict{{head.Epoch, 1, "verdict.taken"}},
			Blobs:   []BlobState{{SHA256: preview.SHA256[:], Offset: 4096}, {SHA256: photo.SHA256[:], Refused: ProblemUnknownBlob.Key}},
			Changes: []Change{{ChangeStatus, statusBody}, {"notice.posted", []byte{0xa0}}}, Cursor: "6PQ", More: true, Time: j.Milli,
		}, &SyncReply{}, false},
		{"blob_state", BlobState{SHA256: photo.SHA256[:], Offset: photo.Size, Receipt: &BlobReceipt{photo.Size, j.Milli, unhex(t, j.BlobReceipt)}}, &BlobState{}, false},
		{"status_change", status, &StatusChange{}, true},
		{"portal_change", PortalChange{"Заречный район", [][]byte{seal}}, &PortalChange{}, true},
		{"join_offer", JoinOffer{[]string{string(JoinMail), string(JoinBrowser)}, "1", "/consent", []string{"Госуслуги"}}, &JoinOffer{}, false},
		{"join_request", JoinRequest{string(JoinMail), device[:], key.Public().(ed25519.PublicKey), "Телефон", "0.1", "roza@example.org", "ru", "1", ""}, &JoinRequest{}, false},
		{"join_request_browser", JoinRequest{Way: string(JoinBrowser), Device: device[:], Key: key.Public().(ed25519.PublicKey), Back: BackScheme}, &JoinRequest{}, false},
		{"join_reply", JoinReply{Until: j.Milli, Page: "/me/join/A7"}, &JoinReply{}, false},
		{"enroll_reply_citizen", EnrollReply{vectorPortal, "Заречный район", sign, [][]byte{seal}, string(civic.RoleCitizen), "Заречный район", "МОБ-12", j.Milli, nil, "", "roza@example.org"}, &EnrollReply{}, false},
		{"leave_request", LeaveRequest{device[:]}, &LeaveRequest{}, false},
		{"leave_reply", LeaveReply{j.Milli}, &LeaveReply{}, false},
		{"mine_change", MineChange{b.Entries[0].Public, j.Milli, []MineStep{{Status: string(civic.StatusDelivered), At: j.Milli}, {Status: string(civic.StatusRejected), At: j.Milli, Note: "Не наше"}}, 4}, &MineChange{}, true},
		{"account_change", AccountChange{"roza@example.org", j.Milli}, &AccountChange{}, true},
	}
}

func TestVectors(t *testing.T) {
	key, device, all := conversation(t)
	if *writeVectors {
		saveVectors(t, key, device, all)
	}
	var v vectors
	readJSON(t, vectorsFile, &v)
	if sum := sha256.Sum256(dictionary1); hex.EncodeToString(sum[:]) != v.Dictionary {
		t.Errorf("the dictionary is another one: %x", sum)
	}
	if v.Device != hex.EncodeToString(device[:]) || v.Portal != vectorPortal || v.DeviceSeed != hex.EncodeToString(key.Seed()) {
		t.Error("other device or portal")
	}
	if len(v.Messages) != len(all) {
		t.Fatalf("%d messages, want %d", len(v.Messages), len(all))
	}
	c := codec(t)
	for i, m := range v.Messages {
		raw, err := journal.Encode(all[i].is)
		check(t, err)
		if m.Name != all[i].name || m.CBOR != hex.EncodeToString(raw) {
			t.Errorf("%s is now %x", m.Name, raw)
		}
		if all[i].inner {
			check(t, journal.Decode(unhex(t, m.CBOR), all[i].empty))
		} else {
			check(t, c.UnpackBytes(unhex(t, m.Packed), all[i].empty))
		}
		if got := reflect.ValueOf(all[i].empty).Elem().Interface(); !reflect.DeepEqual(got, all[i].is) {
			t.Errorf("%s reads as %+v", m.Name, got)
		}
		if m.Name == "sync_reply" {
			var later SyncReply
			check(t, c.UnpackBytes(unhex(t, v.Later.Packed), &later))
			if !reflect.DeepEqual(later, all[i].is) {
				t.Errorf("a later version's reply reads as %+v", later)
			}
		}
	}
	testVectorRequests(t, v, key, device)
	testVectorProblems(t, v)
}

// testVectorRequests makes every signature anew, and wants it refused for another portal, path, method and body.
func testVectorRequests(t *testing.T, v vectors, key ed25519.PrivateKey, device civic.DeviceID) {
	if len(v.Requests) == 0 {
		t.Error("no requests")
	}
	for _, r := range v.Requests {
		body := packedOf(t, v, r.Signed)
		req := request(t, r.Method, r.URL)
		SignRequest(req, v.Portal, body, device, key)
		if got := req.Header.Get("Authorization"); got != r.Authorization {
			t.Errorf("%s %s: signed as %q", r.Method, r.URL, got)
		}
		req.Header.Set("Authorization", r.Authorization)
		who, signature, err := Signer(req)
		public := key.Public().(ed25519.PublicKey)
		if err != nil || who != device || !VerifyRequest(req, v.Portal, body, signature, public) {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		if VerifyRequest(req, v.Portal+"0", body, signature, public) || VerifyRequest(req, v.Portal, append(bytes.Clone(body), 0), signature, public) ||
			VerifyRequest(request(t, "DELETE", r.URL), v.Portal, body, signature, public) || VerifyRequest(request(t, r.Method, r.URL+"0"), v.Portal, body, signature, public) {
			t.Errorf("%s %s: good for another request too", r.Method, r.URL)
		}
	}
}

func testVectorProblems(t *testing.T, v vectors) {
	if len(v.Problems) != len(problems()) {
		t.Fatalf("%d problems, want %d", len(v.Problems), len(problems()))
	}
	for i, want := range problems() {
		res := &http.Response{
			StatusCode: v.Problems[i].Status, Header: http.Header{"Content-Type": {"application/problem+json"}},
			Body: io.NopCloser(strings.NewReader(v.Problems[i].Body)),
		}
		if got := ReadProblem(res); *got != *want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// problems are all of the protocol.
func problems() []*Problem {
	return []*Problem{
		ProblemMalformed, ProblemUnsigned, ProblemRevoked, ProblemCode, ProblemTries, ProblemDeviceTaken, ProblemTooLarge,
		ProblemUnknownBlob, ProblemOffset, ProblemHash, ProblemStorage, ProblemInternal,
	}
}

func saveVectors(t *testing.T, key ed25519.PrivateKey, device civic.DeviceID, all []said) {
	t.Helper()
	c := codec(t)
	sum := sha256.Sum256(dictionary1)
	v := vectors{
		Comment: "See docs/sync.md. Hex throughout; batch and receipts are those of journal.json.", Dictionary: hex.EncodeToString(sum[:]),
		DeviceSeed: hex.EncodeToString(key.Seed()), Device: hex.EncodeToString(device[:]), Portal: vectorPortal,
	}
	var photo string
	for _, m := range all {
		raw, err := journal.Encode(m.is)
		check(t, err)
		vector := messageVector{Name: m.name, CBOR: hex.EncodeToString(raw)}
		if !m.inner {
			vector.Packed = hex.EncodeToString(packed(t, c, raw))
		}
		v.Messages = append(v.Messages, vector)
		switch is := m.is.(type) {
		case SyncReply:
			// A map of nine gets a tenth key that nobody knows yet: 99, the last in order.
			later := append([]byte{raw[0] + 1}, raw[1:]...)
			later = append(later, 0x18, 99, 0x63, 'n', 'e', 'w')
			v.Later = messageVector{"sync_reply", hex.EncodeToString(later), hex.EncodeToString(packed(t, c, later))}
		case BlobState:
			photo = hex.EncodeToString(is.SHA256)
		}
	}
	for _, r := range []requestVector{
		{Method: http.MethodPost, URL: "https://portal.example" + PathEnroll, Signed: "enroll_request"},
		{Method: http.MethodPost, URL: "https://portal.example" + PathSync, Signed: "sync_request"},
		{Method: http.MethodPatch, URL: "https://portal.example" + PathBlobs + photo},
		{Method: http.MethodHead, URL: "https://portal.example" + PathBlobs + photo},
	} {
		req := request(t, r.Method, r.URL)
		SignRequest(req, v.Portal, packedOf(t, v, r.Signed), device, key)
		r.Authorization = req.Header.Get("Authorization")
		v.Requests = append(v.Requests, r)
	}
	for _, p := range problems() {
		body, err := json.Marshal(p)
		check(t, err)
		v.Problems = append(v.Problems, problemVector{p.Status, string(body)})
	}
	raw, err := json.MarshalIndent(v, "", " ")
	check(t, err)
	check(t, os.WriteFile(vectorsFile, append(raw, '\n'), 0o644))
}

// packedOf is the body that a request signs: a message of the vectors, or nothing.
func packedOf(t *testing.T, v vectors, name string) []byte {
	t.Helper()
	if name == "" {
		return nil
	}
	for _, m := range v.Messages {
		if m.Name == name {
			return unhex(t, m.Packed)
		}
	}
	t.Fatalf("no message %q", name)
	return nil
}

func request(t *testing.T, method, url string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	check(t, err)
	return req
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	raw, err := os.ReadFile(name)
	check(t, err)
	check(t, json.Unmarshal(raw, v))
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	check(t, err)
	return b
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
