//go:build android || jvm

package droid

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// stale is when a request of an earlier start is given up whose picture never came.
const stale = 24 * time.Hour

// late brings in what came since, and tells of it.
func (p *Phone) late() {
	paths, err := p.arrived()
	if err != nil || p.opt.Late == nil {
		return // what couldn't be brought in stays, and is tried at the next return
	}
	for _, path := range paths {
		p.opt.Late(path)
	}
}

// arrived brings the whole pictures of requests that nobody waits for to their paths.
func (p *Phone) arrived() (paths []string, err error) {
	all, err := filepath.Glob(filepath.Join(p.handout, "*.for"))
	if err != nil {
		return nil, err
	}
	for _, meant := range all {
		number, e := strconv.ParseInt(strings.TrimSuffix(filepath.Base(meant), ".for"), 10, 32)
		if e != nil {
			continue
		}
		path, e := p.finish(int32(number))
		if err = errors.Join(err, e); path != "" {
			paths = append(paths, path)
		}
	}
	return paths, err
}

// finish brings one in; path is "" if there is nothing to bring.
func (p *Phone) finish(request int32) (path string, err error) {
	p.mu.Lock()
	waited := p.results[request] != nil
	p.mu.Unlock()
	if waited {
		return "", nil
	}
	if path, err = p.path(request); err != nil {
		return "", err
	}
	if whole(p.shot(request)) {
		path = p.free(path)
		return path, p.deliver(request, path)
	}
	info, err := os.Stat(p.meant(request))
	if err != nil {
		return "", err
	}
	if p.opt.Clock().Sub(info.ModTime()) > stale {
		return "", p.forget(request)
	}
	return "", nil
}
