package places

import (
	"fmt"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// countyStreets are the names of the county's streets, in the three languages.
func countyStreets() []pack.Names {
	return []pack.Names{
		{Local: "Школьная улица", UK: "Шкільна вулиця", EN: "School Street"},
		{Local: "Садовая улица", UK: "Садова вулиця", EN: "Sadovaya Street"},
		{Local: "Полевая улица", UK: "Польова вулиця", EN: "Field Street"},
		{Local: "Почтовый переулок", UK: "Поштовий провулок", EN: "Post Lane"},
		{Local: "улица Мира", UK: "вулиця Миру"},
		{Local: "Зелёная улица", UK: "Зелена вулиця"},
		{Local: "1-я Колодезная улица"},
		{Local: "проспект Строителей"},
		{Local: "улица 8 Марта"},
		{Local: "Объездное шоссе", UK: "Об'їзне шосе"},
		{Local: "Проектируемый проезд № 12"},
	}
}

const (
	countyVillages = 40
	villageApart   = 3000 // metres
)

// villageAt is where the county's nth village is.
func villageAt(n int) (east, north float64) {
	return float64(n%8) * villageApart, float64(n/8) * villageApart
}

// county adds forty villages with the same streets, so that one word finds more than a search looks at closely.
func county(b *Builder) {
	id := int64(1)
	next := func() int64 { id++; return id }
	names := []string{"Липовка", "Сосновка", "Берёзовка", "Ключи", "Каменка", "Весёлое", "Озёрное", "Заречье"}
	streets := countyStreets()
	for v := range countyVillages {
		east, north := villageAt(v)
		name := names[v%len(names)]
		if v >= len(names) {
			name += fmt.Sprint("-", v/len(names)+1)
		}
		b.Settlement(pack.Names{Local: name}, pack.Village, where(east, north), [][]tiles.Point{ring(east, north, 1200)}, KindBoundary, 500+v, next())
		for i := range 6 {
			s := streets[(v+i*i)%len(streets)]
			y := north + float64(i-3)*120
			b.Street(s, []tiles.Point{where(east-400, y), where(east, y+10), where(east+400, y)}, next())
			for h := range 12 {
				number := fmt.Sprint(1 + 2*h + i%2)
				switch {
				case h%5 == 4:
					number += "А"
				case h%7 == 6:
					number += " корп. 2"
				case h%11 == 10:
					number += "/1"
				}
				b.House(number, s.Local, "", "", where(east-380+float64(h)*60, y+25), next())
			}
			b.Landmark(local(s.Local), pack.BusStop, where(east+390, y+6), next())
		}
		for w := range 12 {
			b.Landmark(pack.Names{}, pack.Well, where(east-350+float64(w)*61, north+37+float64(w%3)*120), next())
		}
		b.Landmark(local(fmt.Sprint("Школа № ", v+1)), pack.School, where(east+50, north+60), next())
		b.Landmark(pack.Names{Local: "Почта России", EN: "Post of Russia"}, pack.PostOffice, where(east+60, north-60), next())
		b.Landmark(pack.Names{}, pack.Shop, where(east+90, north+190), next())
		if v%3 == 0 {
			b.Landmark(local("Колосок"), pack.Shop, where(east-90, north+70), next())
		}
	}
	for i := range 60 {
		b.Kilometre("Р-29", fmt.Sprint(i), where(float64(i)*400-1000, -900), next())
	}
}
