package assets_test

import (
	"slices"
	"strings"
	"testing"

	"priyom/assets"
	"priyom/civic"
)

// told are words as people send them from a phone, written without looking at the classifier's phrases, and what they are about; "/"
// parts equally right answers.
var told = map[civic.Lang]string{
	civic.LangRU: `
Возле нашего дома на столбе третий день не светит лампа, темень полная | lighting-lamp-out
вся улица Садовая вечером без света фонарей идешь на ощупь | lighting-street-dark
дорога разбита так, что на легковой уже не проедешь, ямища на ямище | roads-broken/roads-pothole
огромная выбоина напротив магазина, вчера пробил колесо | roads-pothole
после дождя перед калиткой озеро, не высыхает неделями | roads-puddle
грейдер не приезжал с весны, грунтовка как стиральная доска | roads-ungraded
мусорка не вывозилась уже две недели, баки полные, всё валится | waste-not-collected/waste-full
кто то вывалил кучу строительного мусора в овраг за огородами | waste-dump-woods/waste-rubble/waste-dump
за околицей свалка растет каждый день | waste-dump/waste-dump-woods
горит бак с мусором возле школы | waste-on-fire
с утра нет воды ни у кого на нашей улице | water-none-street
из крана течет ржавая вода, воняет болотом | water-dirty
лопнула труба, вода бежит по дороге рекой | water-burst
колонка на углу не качает воду | water-standpipe
колодец стоит без крышки, дети бегают рядом | water-well-open/order-safety-open-well
напор такой слабый что стиральная машинка не набирает | water-low
канализация прёт наружу и течёт мимо дворов | sewerage-overflow
люк на дороге без крышки, ночью кто нибудь влетит | sewerage-open-manhole
вызывали ассенизаторов откачать септик, никто не едет | sewerage-pump-out
в квартире холод 14 градусов, батареи еле теплые | heating-cold-flat
отопление до сих пор не дали, середина октября | heating-season/heating-none-block
заплатили за дрова летом а их до сих пор не привезли | heating-firewood-late
третий час сидим без электричества, вся деревня | electricity-outage
провод оборвался и лежит на земле | electricity-wire-down
напряжение прыгает, холодильник сгорел | electricity-surges/electricity-appliances-burnt
искрит на столбе возле подстанции | electricity-sparking
деревянный столб накренился, вот вот рухнет на дом | electricity-pole-leaning
на лестничной клетке сильно пахнет газом | gas-smell-indoors
привезли неполные газовые баллоны | gas-bottles-bad
в подъезде не моют полы месяц, грязища | housing-entrance-dirty
крыша течёт прямо в квартиру на пятом этаже | housing-roof-leak
лифт застрял и не работает второй день | housing-lift
затопили соседи сверху | housing-neighbours-flooding
в подвале стоит вода по колено | housing-basement-flooded
сломана лавочка у сельсовета | public-spaces-bench-broken
на детской площадке оторвалась качеля | public-spaces-playground-broken
на кладбище бурьян выше человека, никто не убирает | public-spaces-cemetery-uncleaned
старый тополь наклонился над домом и может упасть | greenery-tree-dangerous
трава по пояс вдоль тротуара, не косили ни разу | greenery-grass-uncut
борщевик разросся у пруда | greenery-hogweed/environment-hogweed
дерево повалило ветром поперёк дороги | greenery-tree-fallen-road
автобус в райцентр опять не пришёл, ждали час на морозе | transport-bus-missed/transport-stuck-cold/transport-bus-late
остановка без крыши, под дождём стоим | transport-stop-damaged/transport-stop-needed/transport-stop-broken
у школы носятся машины, нужен лежачий полицейский | traffic-safety-hump-needed/traffic-safety-school-danger/traffic-safety-speeding
светофор на перекрёстке не работает | traffic-safety-light-out
разметку на переходе не видно, стёрлась | traffic-safety-crossing-worn/traffic-safety-markings
упал знак стоп | traffic-safety-sign-damaged
стая бездомных собак бегает у садика | animals-stray-dogs/animals-dogs-attack
собака покусала ребёнка | animals-dog-bite
соседские коровы вытоптали мой огород | animals-cattle-gardens
на обочине лежит сбитая дохлая собака | animals-dead-animal
кто-то пал траву и горит поле | environment-dry-grass-fire
сосед каждый вечер жжёт листья, дышать нечем | environment-burning-waste
в речку сливают какую то пену и химию | environment-sewage-discharge/environment-chemical-smell
рубят лес за селом и вывозят ночью | environment-illegal-logging
музыка орёт до трёх ночи у соседей | environment-night-noise
фап на замке, медсестра в отпуске, укол сделать некому | health-fap-closed/health-no-paramedic
скорая ехала полтора часа | health-ambulance-late/health-ambulance-not-coming
в аптеке нет моих таблеток уже месяц | health-medicine-shortage/health-free-medicine
в классе дети сидят в куртках, холодно | education-culture-school-cold
нет учителя математики с сентября | education-culture-no-teachers
клуб заколотили, молодежи некуда пойти | education-culture-club-closed
бабушке не принесли пенсию за ноябрь | social-pension-not-delivered
нет пандуса в амбулатории, на коляске не заехать | social-ramp
не оформили детские выплаты на второго ребёнка | social-child-benefit/social-benefit-late/social-benefit-refused
телефон не берёт во всём селе, вышка далеко | connectivity-mobile-none/connectivity-mast-wanted
интернет еле шевелится, видео не грузит | connectivity-home-internet-slow/connectivity-mobile-internet
почта закрыта который день | connectivity-post-closed
почтальонка не носит газеты | connectivity-postman/connectivity-letters-late
пьяная компания орёт у магазина | order-safety-drunks
в огороде нашли снаряд с войны | order-safety-explosive
заброшенный дом, туда лазят дети | order-safety-abandoned-house/order-safety-empty-house-squat
сосед передвинул забор на мой участок | land-administration-boundary/land-administration-land-grab
автолавка не приезжала две недели, хлеба нет | land-administration-mobile-shop
в магазине продают просроченную колбасу | land-administration-bad-food
на доме нет таблички с номером | land-administration-street-sign
дорогу не почистили от снега, скорая не проедет | winter-snow-road/winter-ambulance
тротуар как каток, бабушка упала и сломала руку | winter-ice-footway
сосульки висят над входом в школу | winter-icicles
ручей разлился и заливает огороды и дворы | environment-flood/winter-melt-yard/sewerage-rain-yard/winter-flood-people`,
	civic.LangUK: `
біля хати вже тиждень не світить ліхтар | lighting-lamp-out
на всій вулиці темно, ліхтарі не вмикають | lighting-street-dark
яма на дорозі посеред села, машини об'їжджають по узбіччю | roads-pothole
дорога розбита вщент, автобус відмовляється їхати | roads-broken
сміття не вивозять третій тиждень, смердить | waste-not-collected/waste-stench
за селом хтось вивалив купу сміття у яр | waste-dump/waste-dump-woods
немає води з самого ранку у всьому селі | water-none-street
вода з крана іржава і тхне | water-dirty
прорвало трубу, вода тече вулицею | water-burst
відкритий люк біля школи, дитина може впасти | sewerage-open-manhole
нечистоти течуть просто по вулиці | sewerage-overflow
батареї ледь теплі, у квартирі холодно | heating-cold-flat
немає світла по всій вулиці другу годину | electricity-outage
обірвався дріт і висить над стежкою | electricity-wire-down/connectivity-wire-down
пахне газом на вулиці біля магазину | gas-smell-street
дах тече, вода капає на голову | housing-roof-leak
зламана гойдалка на майданчику | public-spaces-playground-broken
сухе дерево ось-ось впаде на хату | greenery-tree-dangerous/greenery-tree-dry
трава вище колін, ніхто не косить | greenery-grass-uncut
автобус до району знову не приїхав | transport-bus-missed/transport-bus-late
світлофор не працює | traffic-safety-light-out
зграя бродячих собак лякає дітей | animals-stray-dogs/animals-dogs-attack
сусід палить листя, дихати нічим | environment-burning-waste
швидка не їде вже годину | health-ambulance-not-coming/health-ambulance-late
у школі холодно, діти сидять у куртках | education-culture-school-cold
не принесли пенсію | social-pension-not-delivered
мобільний зв'язок не ловить | connectivity-mobile-none
пошта зачинена другий тиждень | connectivity-post-closed
дорогу замело снігом, ніхто не чистить | winter-snow-road
слизько на тротуарі, люди падають | winter-ice-footway`,
	civic.LangEN: `
the street lamp in front of our house has been out for a week | lighting-lamp-out
the whole street is dark at night, no lights | lighting-street-dark
huge pothole by the shop, I burst a tyre | roads-pothole
the bins have not been emptied for two weeks | waste-not-collected/waste-full
somebody dumped rubbish in the woods | waste-dump-woods/waste-dump
no water since the morning in our street | water-none-street
brown water from the tap | water-dirty
a pipe burst and water is running down the road | water-burst
open manhole next to the school | sewerage-open-manhole
the radiators are barely warm | heating-cold-flat
power has been out in the village for hours | electricity-outage
a power line is down on the ground | electricity-wire-down
I can smell gas in the stairwell | gas-smell-indoors
the roof leaks into my flat | housing-roof-leak
broken swing at the playground | public-spaces-playground-broken
an old tree is about to fall on our house | greenery-tree-dangerous
grass is waist high, nobody mows | greenery-grass-uncut
the bus did not come again | transport-bus-missed/transport-bus-late
traffic lights not working at the crossroads | traffic-safety-light-out
stray dogs near the kindergarten | animals-stray-dogs/animals-dogs-attack
snow has not been cleared from the road | winter-snow-road`,
}

// The share of texts whose kind is among the first three guesses, and is the first; docs/guesses.md says them.
func TestGuessesAreRight(t *testing.T) {
	c, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	for lang, least := range map[civic.Lang]struct{ first, three float64 }{civic.LangRU: {0.75, 0.88}, civic.LangUK: {0.7, 0.8}, civic.LangEN: {0.65, 0.85}} {
		n, first, three := 0.0, 0.0, 0.0
		for line := range strings.Lines(strings.TrimSpace(told[lang])) {
			text, right, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if !ok {
				t.Fatal(line)
			}
			answers := strings.Split(right, "/")
			var got []string
			for _, g := range c.Guess(text, lang, 3, nil) {
				got = append(got, string(g.Category.Slug))
			}
			n++
			at := slices.IndexFunc(got, func(slug string) bool { return slices.Contains(answers, slug) })
			switch {
			case at == 0:
				first++
				three++
			case at > 0:
				three++
			default:
				t.Logf("%s: %q: %v", lang, text, got)
			}
		}
		t.Logf("%s: %.0f texts, the first guess is right for %.0f %%, one of three for %.0f %%", lang, n, 100*first/n, 100*three/n)
		if first/n < least.first || three/n < least.three {
			t.Errorf("%s: worse than it was", lang)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	c, err := assets.Classifier()
	if err != nil {
		b.Fatal(err)
	}
	text := "Здравствуйте, хочу сообщить, что возле нашего дома на улице Садовой уже третью неделю не вывозят мусор, контейнеры переполнены, всё валится на дорогу и растаскивают собаки, просим принять меры и наказать виновных"
	for b.Loop() {
		c.Guess(text, civic.LangRU, 3, nil)
	}
}
