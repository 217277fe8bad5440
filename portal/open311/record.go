package open311

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// field is a name and what stands there: a text, a number, a yes or no, a time, nil, a record or a list.
type field struct {
	name  string
	value any
}

// record is some fields in their order. JSON and XML are written from the same one (the Spark convention).
type record []field

// list is some records; in XML each stands in an element of its own.
type list struct {
	item    string // name of that element
	records []record
}

func (r record) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range r {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.name)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(plain(f.value))
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (l list) MarshalJSON() ([]byte, error) {
	if l.records == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(l.records)
}

// plain writes times as the specification wants them, to the second and with a zone.
func plain(v any) any {
	if t, ok := v.(time.Time); ok {
		if t.IsZero() {
			return nil
		}
		return t.UTC().Format(time.RFC3339)
	}
	return v
}

func writeXML(e *xml.Encoder, name string, v any) error {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	if err := e.EncodeToken(start); err != nil {
		return err
	}
	var err error
	switch v := plain(v).(type) {
	case nil:
	case record:
		for _, f := range v {
			if err = writeXML(e, f.name, f.value); err != nil {
				return err
			}
		}
	case list:
		for _, r := range v.records {
			if err = writeXML(e, v.item, r); err != nil {
				return err
			}
		}
	case float64:
		err = e.EncodeToken(xml.CharData(strconv.FormatFloat(v, 'f', -1, 64)))
	default:
		err = e.EncodeToken(xml.CharData(fmt.Sprint(v)))
	}
	if err != nil {
		return err
	}
	return e.EncodeToken(start.End())
}

// format is how an answer is written.
type format string

const (
	asJSON format = "json"
	asXML  format = "xml"
)

// write answers with a value, whose root element in XML has a name.
func write(w http.ResponseWriter, f format, status int, root string, v any) error {
	var b bytes.Buffer
	if f == asXML {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
		e := xml.NewEncoder(&b)
		if err := writeXML(e, root, v); err != nil {
			return err
		}
		if err := e.Close(); err != nil {
			return err
		}
	} else {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if err := json.NewEncoder(&b).Encode(v); err != nil {
			return err
		}
	}
	w.WriteHeader(status)
	_, _ = io.Copy(w, &b) // whoever went away doesn't miss it
	return nil
}

// wrong is what a program is told that asked for something that can't be.
type wrong struct {
	code int
	text string
}

func (w *wrong) Error() string { return fmt.Sprintf("open311: %d %s", w.code, w.text) }

func bad(code int, format string, args ...any) error {
	return &wrong{code, fmt.Sprintf(format, args...)}
}

func (w *wrong) list() list {
	return list{"error", []record{{{"code", w.code}, {"description", w.text}}}}
}
