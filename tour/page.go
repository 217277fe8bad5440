package main

import (
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
)

// pageOf lists the pictures with what they show.
var pageOf = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<style>
body{margin:0;padding:24px;background:#EEF1F4;color:#111;font:16px/1.45 system-ui,sans-serif}h1{margin:0 0 4px}p{margin:0 0 24px;color:#4A5560}
main{display:grid;gap:24px 20px;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));align-items:start}
figure{margin:0;background:#fff;border-radius:14px;overflow:hidden;box-shadow:0 2px 6px #0001}img{display:block;width:100%}figcaption{padding:10px 14px 14px}
b{color:#0072B2;margin-right:6px}
</style>
<h1>{{.Title}}</h1><p>{{.Lead}}</p><main>
{{range $i, $s := .Shots}}<figure><a href="{{$s.Name}}"><img src="{{$s.Name}}" alt="{{$s.Caption}}"></a><figcaption><b>{{$s.N}}</b>{{$s.Caption}}</figcaption></figure>
{{end}}</main></html>
`))

// page writes the page and a contact sheet of what there is so far.
func (t *tour) page() error {
	if len(t.shots) == 0 {
		return nil
	}
	f, err := os.Create(filepath.Join(t.out, "index.html"))
	if err != nil {
		return err
	}
	type row struct {
		shot
		N int
	}
	var rows []row
	var files []string
	for i, s := range t.shots {
		rows, files = append(rows, row{s, i + 1}), append(files, filepath.Join(t.out, s.Name)+"[x560]")
	}
	err = pageOf.Execute(f, map[string]any{"Title": t.story.Title, "Lead": t.story.Lead, "Shots": rows})
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	args := append(append([]string{"-background", "#EEF1F4"}, files...), "-tile", "7x", "-geometry", "+10+10", filepath.Join(t.out, "sheet.jpg"))
	return exec.Command("montage", args...).Run()
}
