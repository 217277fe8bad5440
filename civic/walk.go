package civic

import "slices"

// Walk is an order in which to go to stops from a start, so that the whole way, as the crow flies, is short: to the nearest one next, and
// then turned around wherever that shortens it (2-opt; G. A. Croes, "A Method for Solving Traveling-Salesman Problems", Operations
// Research 6, 1958). The way doesn't lead back. Without a start it begins at the first stop. The order is of indices of stops.
func Walk(start *Position, stops []Position) []int {
	order := make([]int, 0, len(stops))
	left := make([]int, len(stops))
	for i := range left {
		left[i] = i
	}
	at := start
	for len(left) > 0 {
		next := 0
		if at != nil {
			for i := range left {
				if Distance(*at, stops[left[i]]) < Distance(*at, stops[left[next]]) {
					next = i
				}
			}
		}
		order = append(order, left[next])
		at = &stops[left[next]]
		left = slices.Delete(left, next, next+1)
	}
	shorten(start, stops, order)
	return order
}

// walkRounds bounds the work on a way that goes on getting shorter by next to nothing.
const walkRounds = 50

// shorten turns parts of a way around as long as that makes it shorter.
func shorten(start *Position, stops []Position, order []int) {
	leg := func(from, to int) Metres { // -1 is the start; beyond the end there is nothing to go to
		switch {
		case to >= len(order), from < 0 && start == nil:
			return 0
		case from < 0:
			return Distance(*start, stops[order[to]])
		}
		return Distance(stops[order[from]], stops[order[to]])
	}
	first := 0
	if start == nil {
		first = 1 // the first stop is the start
	}
	for range walkRounds {
		better := false
		for i := first; i < len(order)-1; i++ {
			for j := i + 1; j < len(order); j++ {
				now := leg(i-1, i) + leg(j, j+1)
				turned := leg(i-1, j)
				if j+1 < len(order) {
					turned += Distance(stops[order[i]], stops[order[j+1]])
				}
				if turned+0.1 < now {
					slices.Reverse(order[i : j+1])
					better = true
				}
			}
		}
		if !better {
			return
		}
	}
}

// WalkLength is how long the way is, as the crow flies.
func WalkLength(start *Position, stops []Position, order []int) (far Metres) {
	at := start
	for _, i := range order {
		if at != nil {
			far += Distance(*at, stops[i])
		}
		at = &stops[i]
	}
	return far
}
