package store

// fileID is unknown here without opening the file a second time; the journal's mark is the guard.
func fileID(string) uint64 { return 0 }
