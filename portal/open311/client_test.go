package open311_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"priyom/portal/db"
)

// heard is what one call of the client came to.
type heard struct {
	Error any             `json:"error"`
	Data  json.RawMessage `json:"data"`
}

func (h heard) list(t *testing.T) (list []map[string]any) {
	t.Helper()
	if err := json.Unmarshal(h.Data, &list); err != nil || h.Error != nil {
		t.Fatalf("%v, %v: %.300s", h.Error, err, h.Data)
	}
	return list
}

// A public client, npm open311, finds the interface, reads services and reports, sends one and is refused without a key.
func TestAPublicClient(t *testing.T) {
	modules, err := filepath.Abs("../web/front/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "open311", "open311.js")); err != nil {
		t.Skip("needs npm's open311: scripts/front.sh, which make test calls")
	}
	w := newTown(t)
	key := w.key(func(*db.APIKey) {})
	first := w.published[0]
	cmd := exec.CommandContext(t.Context(), "node", "--no-deprecation", "testdata/client.cjs", modules, w.Server.URL, key, first.ID.String())
	out, err := cmd.Output()
	if err != nil {
		stderr := ""
		if exit, ok := err.(*exec.ExitError); ok {
			stderr = string(exit.Stderr)
		}
		t.Fatalf("%v: %s", err, stderr)
	}
	var said struct {
		Discovery, Services, Definition, Requests, One, Several, None, Sent, Refused heard
		Endpoint                                                                     string
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if said.Endpoint != w.Server.URL+"/open311/v2/" {
		t.Errorf("it asks at %q", said.Endpoint)
	}
	if services := said.Services.list(t); len(services) < 100 || services[0]["service_code"] == "" || services[0]["metadata"] == nil {
		t.Errorf("%d services: %v", len(services), services[0])
	}
	if said.Definition.Error != nil {
		t.Errorf("%v: %s", said.Definition.Error, said.Definition.Data)
	}
	if requests := said.Requests.list(t); len(requests) != len(w.published) {
		t.Errorf("%d requests", len(requests))
	}
	for _, one := range []heard{said.One, said.Several} {
		list := one.list(t)
		if len(list) != 1 || list[0]["service_request_id"] != first.ID.String() || list[0]["description"] != first.Text {
			t.Errorf("%v", list)
		}
	}
	if said.None.Error == nil {
		t.Errorf("a report that nobody made: %s", said.None.Data)
	}
	sent := said.Sent.list(t)
	if len(sent) != 1 || fmt.Sprint(sent[0]["service_request_id"]) == "" {
		t.Fatalf("%v", sent)
	}
	found := false
	for id, r := range w.AllReports(t) {
		found = found || id.String() == sent[0]["service_request_id"] && r.Text == "Закрыто с утра"
	}
	if !found {
		t.Error("what it sent isn't here")
	}
	if said.Refused.Error == nil || !strings.Contains(string(said.Refused.Data), "403") {
		t.Errorf("with nobody's key: %v, %s", said.Refused.Error, said.Refused.Data)
	}
}
