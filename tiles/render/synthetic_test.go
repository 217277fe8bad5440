package render

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// The cell of the last band in which the made-up village lies.
const villageX, villageY = 9468, 5772

// scene builds a cell by hand.
type scene struct{ pack.Cell }

func (s *scene) add(f pack.Feature, parts ...[]pack.CellPoint) *scene {
	f.Box = pack.CellBox{MinX: math.MaxInt32, MinY: math.MaxInt32, MaxX: math.MinInt32, MaxY: math.MinInt32}
	for _, part := range parts {
		from := int32(len(s.Points))
		s.Points = append(s.Points, part...)
		f.Parts = append(f.Parts, pack.Part{From: from, To: int32(len(s.Points))})
		for _, q := range part {
			f.Box = pack.CellBox{MinX: min(f.Box.MinX, q.X), MinY: min(f.Box.MinY, q.Y), MaxX: max(f.Box.MaxX, q.X), MaxY: max(f.Box.MaxY, q.Y)}
		}
	}
	s.Features = append(s.Features, f)
	return s
}

func line(v ...int32) (all []pack.CellPoint) {
	for i := 0; i+1 < len(v); i += 2 {
		all = append(all, pack.CellPoint{X: v[i], Y: v[i+1]})
	}
	return all
}

// rect is an outer ring, clockwise; hole turns one the other way.
func rect(x, y, w, h int32) []pack.CellPoint { return line(x, y, x+w, y, x+w, y+h, x, y+h) }

func hole(ring []pack.CellPoint) []pack.CellPoint {
	var turned []pack.CellPoint
	for i := range ring {
		turned = append(turned, ring[len(ring)-1-i])
	}
	return turned
}

// village has a thing of each kind, in the units of the last band: 64 to a pixel of zoom 14, 8 to one of zoom 17.
func village() *scene {
	s := &scene{}
	s.add(pack.Feature{Class: pack.Residential}, rect(1024, 1024, 8000, 7000))
	s.add(pack.Feature{Class: pack.Forest}, rect(9600, 400, 6000, 6000), hole(rect(11000, 2000, 2000, 1600)))
	s.add(pack.Feature{Class: pack.Water}, rect(1200, 9000, 5200, 3600), hole(rect(3000, 10200, 1200, 900)))
	s.add(pack.Feature{Class: pack.River, Name: "Серебрянка"}, line(-1000, 14200, 4000, 13600, 8600, 14600, 12000, 12800, 17400, 12000))
	s.add(pack.Feature{Class: pack.Stream, Tunnel: true}, line(6400, 10000, 9600, 10400))
	s.add(pack.Feature{Class: pack.Stream}, line(9600, 10400, 12400, 13000))
	s.add(pack.Feature{Class: pack.Tertiary, Name: "Центральная улица", Ref: ""}, line(-1000, 5000, 4200, 5000, 9000, 4600))
	s.add(pack.Feature{Class: pack.Street, Name: "Лесная улица"}, line(4200, 1200, 4200, 5000, 4300, 8200))
	s.add(pack.Feature{Class: pack.Street, Name: "вулиця Ґонти та Їжакевича", Oneway: pack.Forward}, line(1200, 2600, 4200, 2600, 8600, 3000))
	s.add(pack.Feature{Class: pack.Secondary, Ref: "Р-12"}, line(8800, -900, 8800, 12400))
	s.add(pack.Feature{Class: pack.Secondary, Ref: "Р-12", Bridge: true, Layer: 1}, line(8800, 12400, 8800, 16000))
	s.add(pack.Feature{Class: pack.Secondary, Ref: "Р-12"}, line(8800, 16000, 8800, 17300))
	s.add(pack.Feature{Class: pack.Rail}, line(15600, -1000, 15000, 9000, 15400, 17400))
	s.add(pack.Feature{Class: pack.Footway}, line(5000, 5000, 5600, 8600, 9000, 8800))
	s.add(pack.Feature{Class: pack.Track}, line(9000, 8000, 12000, 9000, 17300, 8700))
	s.add(pack.Feature{Class: pack.PowerLine}, line(-900, 8600, 17300, 10400))
	s.add(pack.Feature{Class: pack.CouncilBorder}, line(10000, -900, 10200, 17300))
	for i := range int32(6) {
		s.add(pack.Feature{Class: pack.Building}, rect(1500+i*420, 2900, 220, 180))
		s.add(pack.Feature{Class: pack.HouseNumber, Ref: []string{"2", "4", "6", "8", "10", "12а"}[i]}, line(1610+i*420, 2990))
	}
	s.add(pack.Feature{Class: pack.Campus}, rect(5200, 5600, 2000, 1400))
	s.add(pack.Feature{Class: pack.GreenName, Name: "Дубрава", Rank: 14}, line(12600, 5000))
	s.add(pack.Feature{Class: pack.WaterName, Name: "Верхний пруд", Rank: 14}, line(3800, 11600))
	s.add(pack.Feature{Class: pack.AreaName, Name: "Школа № 1", Rank: 16}, line(6200, 6300))
	s.add(pack.Feature{Class: pack.Village, Name: "Нижние Ключи"}, line(5000, 4200))
	for i, c := range []pack.Class{
		pack.School, pack.BusStop, pack.TownHall, pack.Doctor, pack.Shop, pack.PostOffice, pack.Worship, pack.Monument, pack.Playground,
		pack.WasteContainer, pack.Hydrant, pack.Well, pack.Lamp, pack.Tree, pack.Bench, pack.PowerTower, pack.Crossing, pack.Milestone,
	} {
		s.add(pack.Feature{Class: c, Ref: "14"}, line(2000+int32(i%6)*420, 5600+int32(i/6)*420))
	}
	return s
}

// madeUp writes a pack with the scene in the last band, its settlements in the others too.
func madeUp(t testing.TB, cells map[[2]uint32]*scene) *pack.Pack {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made-up.pack")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Discard(); err != nil {
			t.Error(err)
		}
	}()
	bounds := tiles.Coord{Z: 14, X: villageX, Y: villageY}.Box()
	for at, s := range cells {
		if err := w.Cell(t.Context(), pack.Band14, at[0], at[1], &s.Cell); err != nil {
			t.Fatal(err)
		}
		b := tiles.Coord{Z: 14, X: at[0], Y: at[1]}.Box()
		bounds = tiles.Box{MinX: min(bounds.MinX, b.MinX), MinY: min(bounds.MinY, b.MinY), MaxX: max(bounds.MaxX, b.MaxX), MaxY: max(bounds.MaxY, b.MaxY)}
	}
	err = w.Finish(t.Context(), pack.Meta{Bounds: bounds, Attribution: pack.Attribution, DataAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return openPack(t, path)
}

func villagePack(t testing.TB) *pack.Pack {
	return madeUp(t, map[[2]uint32]*scene{{villageX, villageY}: village()})
}
