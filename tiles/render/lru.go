package render

import (
	"container/list"
	"sync"
)

// lru keeps what was used last, within a budget of bytes. It may be used by several goroutines at once.
type lru[K comparable, V any] struct {
	mu     sync.Mutex
	budget int
	bytes  int
	used   *list.List // of *held[K, V], the last used first
	at     map[K]*list.Element
}

type held[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newLRU[K comparable, V any](budget int) *lru[K, V] {
	return &lru[K, V]{budget: budget, used: list.New(), at: map[K]*list.Element{}}
}

func (l *lru[K, V]) get(key K) (v V, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.at[key]
	if !ok {
		return v, false
	}
	l.used.MoveToFront(e)
	return e.Value.(*held[K, V]).value, true
}

// put keeps a value of so many bytes; what is larger than the budget isn't kept.
func (l *lru[K, V]) put(key K, v V, size int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.at[key]; ok {
		l.drop(e)
	}
	if size > l.budget {
		return
	}
	l.at[key] = l.used.PushFront(&held[K, V]{key, v, size})
	l.bytes += size
	for l.bytes > l.budget {
		l.drop(l.used.Back())
	}
}

func (l *lru[K, V]) drop(e *list.Element) {
	h := l.used.Remove(e).(*held[K, V])
	delete(l.at, h.key)
	l.bytes -= h.size
}
