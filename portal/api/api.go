package api

import (
	"log/slog"
	"net/http"
	"time"

	"priyom/portal/belong"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/intake"
	"priyom/portal/keys"
	"priyom/portal/maps"
	"priyom/sync/wire"
)

// API answers devices.
type API struct {
	DB     *db.DB
	Blobs  *blobs.Store
	Intake *intake.Intake
	Maps   *maps.Shelf
	Desk   *enrol.Desk
	Belong *belong.Office
	Keys   keys.Keys
	Log    *slog.Logger
	Codec  *wire.Codec
	Idle   time.Duration // how long a line may bring nothing before it is given up
}

// Handler serves the paths of the protocol, all under /v1/.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+wire.PathHello, a.serve("hello", a.hello))
	mux.Handle("POST "+wire.PathEnroll, a.serve("enroll", a.enroll))
	mux.Handle("GET "+wire.PathJoin, a.serve("join-ways", a.joinWays))
	mux.Handle("POST "+wire.PathJoin, a.serve("join", a.join))
	mux.Handle("POST "+wire.PathLeave, a.serve("leave", a.leave))
	mux.Handle("POST "+wire.PathSync, a.serve("sync", a.sync))
	mux.Handle("PATCH "+wire.PathBlobs+"{sha256}", a.serve("blob", a.patchBlob))
	mux.Handle("HEAD "+wire.PathBlobs+"{sha256}", a.serve("blob-state", a.headBlob))
	mux.Handle("GET "+wire.PathBlobs+"{sha256}", a.serve("picture", a.getBlob))
	mux.Handle("GET "+wire.PathPacks+"{sha256}", a.serve("pack", a.pack))
	mux.Handle("/v1/", a.serve("unknown", func(http.ResponseWriter, *http.Request, *note) error {
		return &wire.Problem{Status: http.StatusNotFound, Title: "no such path or method", Key: wire.ProblemMalformed.Key}
	}))
	return mux
}
