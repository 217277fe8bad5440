package wire

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Problem is an error as RFC 9457 has it. Key is a translation key: what people see comes from the catalogue.
type Problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"` // English, for logs
	Key    string `json:"key"`
}

// Error makes a Problem an error.
func (p *Problem) Error() string { return fmt.Sprintf("portal: %d %s (%s)", p.Status, p.Title, p.Key) }

// The problems of the protocol.
var (
	ProblemMalformed   = &Problem{http.StatusBadRequest, "malformed message", "problem.malformed"}
	ProblemUnsigned    = &Problem{http.StatusUnauthorized, "unknown device or bad signature", "problem.unsigned"}
	ProblemRevoked     = &Problem{http.StatusForbidden, "device revoked", "problem.revoked"}
	ProblemCode        = &Problem{http.StatusForbidden, "code wrong, spent or expired", "problem.code"}
	ProblemTries       = &Problem{http.StatusTooManyRequests, "too many tries", "problem.tries"}
	ProblemDeviceTaken = &Problem{http.StatusConflict, "device id belongs to another key", "problem.device-taken"}
	ProblemTooLarge    = &Problem{http.StatusRequestEntityTooLarge, "too large", "problem.too-large"}
	ProblemUnknownBlob = &Problem{http.StatusNotFound, "no entry of this device refers to this file", "problem.unknown-blob"}
	ProblemOffset      = &Problem{http.StatusConflict, "offset is not where the portal stands", "problem.offset"}
	ProblemHash        = &Problem{http.StatusUnprocessableEntity, "file doesn't match its hash", "problem.hash"}
	ProblemStorage     = &Problem{http.StatusInsufficientStorage, "portal can't store more now", "problem.storage"}
	ProblemInternal    = &Problem{http.StatusInternalServerError, "portal failed", "problem.internal"}
)

// Write sends the problem as the reply.
func (p *Problem) Write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // nobody is left to tell
}

// ReadProblem reads a problem from a reply whose status is no success. A reply that isn't a problem, such as a captive
// portal's page, becomes one with the key "problem.not-portal".
func ReadProblem(res *http.Response) *Problem {
	p := &Problem{}
	if res.Header.Get("Content-Type") == "application/problem+json" &&
		json.NewDecoder(io.LimitReader(res.Body, 64<<10)).Decode(p) == nil && p.Key != "" {
		p.Status = res.StatusCode
		return p
	}
	return &Problem{res.StatusCode, "not a portal's reply", "problem.not-portal"}
}
