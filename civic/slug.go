package civic

// The slugs of the classifier: lower-case Latin words joined by hyphens, such as "roads-pothole".
type (
	ThemeSlug      string
	CategorySlug   string
	DepartmentSlug string
	DeadlineSlug   string
)

// validSlug says that s is one or more words of a-z and 0-9 joined by single hyphens, at most 64 bytes.
func validSlug[S ~string](s S) bool {
	if s == "" || len(s) > 64 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-' && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}
