package engine

import "time"

// Limits are how patient and how thrifty an engine is. What is zero gets the default.
type Limits struct {
	Dial           time.Duration // for a connection: 10 s
	Reply          time.Duration // from the request's last byte to the answer's first: 60 s
	Stall          time.Duration // without any byte getting further: 20 s
	FirstRetry     time.Duration // 2 s
	LongestRetry   time.Duration // 5 min
	Poll           time.Duration // at least so long between two requests that only ask for news: 30 min
	IdleBytes      int64         // these may cost so many bytes an hour: 2,000
	Look           time.Duration // how often to look for a network while offline: 5 s
	FirstRequest   int           // bytes of text in the first request: 16 kB
	LargestRequest int           // bytes of text in a request on a good line: 256 kB
	Tries          int           // failures in a row after which Once gives up: 5
	MapLook        time.Duration // how often to look whether there is a map to be fetched, and time for it: 15 s
	MapRetry       time.Duration // the first pause after a map broke off: 1 min
}

func (l Limits) filled() Limits {
	fill(&l.Dial, 10*time.Second)
	fill(&l.Reply, time.Minute)
	fill(&l.Stall, 20*time.Second)
	fill(&l.FirstRetry, 2*time.Second)
	fill(&l.LongestRetry, 5*time.Minute)
	fill(&l.Poll, 30*time.Minute)
	fill(&l.IdleBytes, 2000)
	fill(&l.Look, 5*time.Second)
	fill(&l.MapLook, 15*time.Second)
	fill(&l.MapRetry, time.Minute)
	fill(&l.FirstRequest, 16<<10)
	fill(&l.LargestRequest, 256<<10)
	fill(&l.Tries, 5)
	return l
}

func fill[T int | int64 | time.Duration](value *T, otherwise T) {
	if *value == 0 {
		*value = otherwise
	}
}

// rest is how long the line may be left alone after an exchange that went well. If it only asked for news, what it cost is
// what the next one will cost.
func (l Limits) rest(bytes int64, idle bool) time.Duration {
	if !idle {
		return l.Poll
	}
	return max(l.Poll, time.Duration(float64(bytes)/float64(l.IdleBytes)*float64(time.Hour)))
}
