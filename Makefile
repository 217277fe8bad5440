# Priyom. `make run` and `make test` set up what they need by themselves on a Debian-like machine with Go.

SHELL := /bin/bash
BUILD := gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev
PEERS := rclone rsync iproute2
MAPPEERS := python3-mapnik mapnik-utils python3-gdal fonts-dejavu-core osmium-tool osm2pgsql postgresql postgresql-15-postgis-3 tilemaker
SCREEN := xvfb xauth xdotool xclip imagemagick libgl1-mesa-dri openbox x11-utils
BROWSER := chromium
PAPER := poppler-utils
CLIPBOARD := xvfb xclip
FIELD := gpsd dbus-daemon pulseaudio
CAMERA := qemu-system-x86 busybox-static cpio
POSTGRES := postgresql
KILLS ?= 500

# nodynamic: HEIC goes through the decoder that was tested, not through a libheif that happens to be installed.
export GOFLAGS += -tags=nodynamic

.PHONY: run phone tour test check android bench torture screens district build setup clean

run: build ## start the portal with the demo district, enrol the window and open it
	@scripts/run.sh

phone: build ## the same on a phone's screen, as a citizen; ROLE=inspector as an inspector
	@scripts/phone.sh $(or $(ROLE),citizen)

tour: build ## play a report from a citizen's phone to everybody's page, and a desk's first job, in real windows; pictures in out/tour. PART=round or desk plays one
	@scripts/setup.sh $(SCREEN) $(BROWSER) gpsd
	@scripts/tour.sh $(PART)

setup:
	@scripts/setup.sh $(BUILD)

build: setup
	@scripts/front.sh try
	@echo "building (the first time takes some minutes: Fyne and SQLite are C; each package is named as it is done)"
	@mkdir -p bin
	@go build -v -o bin/ . ./cmd/portal ./cmd/priyomctl 2> >(grep --line-buffered -E 'fyne|go-gl|sqlite|priyom' >&2 || true)

test: setup ## everything that can fail; PRIYOM_KILLS=$(KILLS) kills among it
	@scripts/setup.sh $(BROWSER) $(PAPER) $(CLIPBOARD) $(POSTGRES) $(FIELD) $(CAMERA)
	@scripts/front.sh
	@scripts/mailpit.sh
	@echo "testing (the first build takes some minutes)"
	@scripts/android.sh glue
	@scripts/vivid.sh try
	@PRIYOM_KILLS=$(KILLS) scripts/postgres.sh scripts/s3.sh go test -timeout 20m ./...
	@echo "testing the portal on PostgreSQL and S3"
	@PRIYOM_ENGINE=postgres scripts/postgres.sh scripts/s3.sh go test -timeout 20m -short ./portal/... ./cmd/portal

check: setup ## format, vet, static analysis, unchecked errors, dead code; the arrows and catalogues are tests
	@bad=$$(go tool -modfile=tools/go.mod gofumpt -l .); test -z "$$bad" || { echo "not formatted: $$bad" >&2; exit 1; }
	@go vet ./...
	@GOFLAGS= go -C bench mod tidy -diff
	@GOFLAGS= go -C bench vet ./...
	@go tool -modfile=tools/go.mod staticcheck ./...
	@go tool -modfile=tools/go.mod errcheck -ignoretests -exclude tools/errcheck.txt ./...
	@scripts/android.sh check

android: ## the package for phones, out/android/priyom-arm64.apk; see docs/android.md
	@scripts/android.sh build

torture: setup ## ten thousand kills; about half an hour
	@PRIYOM_KILLS=10000 go test -count 1 -timeout 3h -v ./torture

bench: setup ## figures side by side with their peers; see docs/benchmarks.md
	@scripts/setup.sh $(SCREEN) $(PEERS) $(POSTGRES)
	@scripts/setup.sh $(MAPPEERS) || echo "bench: the map is measured without the peers that couldn't be installed" >&2
	@scripts/bench.sh

screens: setup ## every screen in three languages, light and dark, large and small, to out/screens, with contact sheets
	@scripts/setup.sh imagemagick fonts-dejavu-core
	@scripts/screens.sh

district: ## the practice district's map anew, after its making has changed
	@go test -count 1 ./assets/district -update

clean:
	rm -rf bin out .demo portal/web/front/node_modules portal/web/front/dist/map.*
