package health

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"priyom/durable"
	"priyom/portal/db"
)

// Figures are what Prometheus is told.
type Figures struct {
	check    Check
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	jobs     *prometheus.Desc
	oldest   *prometheus.Desc
	overdue  *prometheus.Desc
	entries  *prometheus.Desc
	free     *prometheus.Desc
	backup   *prometheus.Desc
	ok       *prometheus.Desc
}

// NewFigures makes figures that are counted from now on.
func NewFigures(c Check) *Figures {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("priyom_"+name, help, labels, nil)
	}
	f := &Figures{
		check: c, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "priyom_requests_total", Help: "Requests by what they were for and how they were answered."}, []string{"kind", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "priyom_request_seconds", Help: "How long requests took.", Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}, []string{"kind"}),
		jobs:    desc("jobs", "Jobs that wait or failed.", "kind", "state"),
		oldest:  desc("job_overdue_seconds", "For how long the first waiting job of a kind has been due.", "kind"),
		overdue: desc("reports_overdue", "Overdue reports by how high they have climbed.", "rung"),
		entries: desc("entries_total", "Entries of devices' journals that were taken in."),
		free:    desc("disk_free_bytes", "Room on the disk of the home folder."),
		backup:  desc("backup_timestamp_seconds", "When the last backup was of; 0 if none was made."),
		ok:      desc("ready", "1 if all is well of what readiness looks at.", "what"),
	}
	f.registry.MustRegister(f.requests, f.took, f, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return f
}

// Count counts a request.
func (f *Figures) Count(kind string, status int, took time.Duration) {
	f.requests.WithLabelValues(kind, strconv.Itoa(status)).Inc()
	f.took.WithLabelValues(kind).Observe(took.Seconds())
}

// Describe is for Prometheus.
func (f *Figures) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{f.jobs, f.oldest, f.overdue, f.entries, f.free, f.backup, f.ok} {
		to <- d
	}
}

// Collect asks the database. What can't be read is left out, and ready says so.
func (f *Figures) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	_ = f.check.DB.Read(ctx, func(tx *db.Tx) error {
		counts, err := tx.CountJobs()
		if err != nil {
			return err
		}
		for _, c := range counts {
			gauge(f.jobs, float64(c.N), string(c.Kind), string(c.State))
			if c.State == db.JobWaiting {
				gauge(f.oldest, max(0, tx.Now.Sub(c.First).Seconds()), string(c.Kind))
			}
		}
		late, err := tx.CountOverdue()
		if err != nil {
			return err
		}
		rungs := map[int]int64{1: 0, 2: 0, 3: 0, 4: 0}
		for _, c := range late {
			rungs[c.Rung] += c.N
		}
		for rung, n := range rungs {
			gauge(f.overdue, float64(n), strconv.Itoa(rung))
		}
		n, err := tx.EntriesTaken()
		if err != nil {
			return err
		}
		to <- prometheus.MustNewConstMetric(f.entries, prometheus.CounterValue, float64(n))
		last, err := tx.Setting(db.SettingBackup)
		at, parsed := time.Parse(time.RFC3339, string(last))
		if err != nil || parsed != nil {
			at = time.Unix(0, 0)
		}
		gauge(f.backup, float64(at.Unix()))
		return nil
	})
	if free, err := durable.Free(f.check.Home); err == nil {
		gauge(f.free, float64(free))
	}
	for _, found := range f.check.Look(ctx) {
		v := 0.0
		if found.OK {
			v = 1
		}
		gauge(f.ok, v, found.Name)
	}
}

// Handler tells the figures to who asks from the portal's own machine, or knows the token; "" is no token.
func (f *Figures) Handler(token string) http.Handler {
	tell := promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		said, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !here(r) && (token == "" || subtle.ConstantTimeCompare([]byte(said), []byte(token)) != 1) {
			http.Error(rw, "from the portal's own machine, or with its token as Authorization: Bearer", http.StatusForbidden)
			return
		}
		rw.Header().Set("Cache-Control", "no-store")
		tell.ServeHTTP(rw, r)
	})
}

// here says that nobody else's machine asks. A request through a proxy has the address of who asked the proxy.
func here(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && peer.Addr().Unmap().IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
