package desk

import "strings"

// piece is a run of words that stayed, went or came.
type piece struct {
	Text string
	Kind string // "": stayed; "gone", "new"
}

// maxDiff is how many words of each text are compared one by one; longer ones are shown whole.
const maxDiff = 1200

// diff tells two texts apart by words: the longest common subsequence stays.
func diff(before, after string) (pieces []piece) {
	a, b := strings.Fields(before), strings.Fields(after)
	if len(a) > maxDiff || len(b) > maxDiff {
		return []piece{{before, "gone"}, {after, "new"}}
	}
	common := make([][]uint16, len(a)+1)
	for i := range common {
		common[i] = make([]uint16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	put := func(word, kind string) {
		if n := len(pieces); n > 0 && pieces[n-1].Kind == kind {
			pieces[n-1].Text += " " + word
			return
		}
		pieces = append(pieces, piece{word, kind})
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			put(a[i], "")
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			put(a[i], "gone")
			i++
		default:
			put(b[j], "new")
			j++
		}
	}
	return pieces
}
