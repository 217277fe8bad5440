package kit

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// Whoever went away is no failure and no answer; where we took too long they may come again; all else is said in the log.
func TestFailTellsWhoIsStillThere(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	late, end := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer end()
	for name, c := range map[string]struct {
		ctx    context.Context
		status int
		logged bool
	}{
		"gone": {gone, statusGone, false}, "late": {late, http.StatusServiceUnavailable, false}, "broken": {t.Context(), http.StatusInternalServerError, true},
	} {
		var log strings.Builder
		k := &Kit{Config: Config{Log: slog.New(slog.NewTextHandler(&log, nil))}}
		rec := httptest.NewRecorder()
		k.Fail(rec, httptest.NewRequestWithContext(c.ctx, http.MethodGet, "/", nil), errors.New("the disk is full"))
		if rec.Code != c.status || (log.Len() > 0) != c.logged {
			t.Errorf("%s: %d, log %q", name, rec.Code, log.String())
		}
	}
}
