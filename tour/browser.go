package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is a real Chromium, and whoever sits at it.
type browser struct {
	t   *tour
	ctx context.Context
}

func (t *tour) browser() (*browser, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, fmt.Errorf("no Chromium here: scripts/setup.sh chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("lang", "ru"),
		chromedp.Env("LC_ALL=C.UTF-8")) // else it finds no file whose name is in Russian
	ctx, end := chromedp.NewExecAllocator(t.ctx, options...)
	t.finally(end)
	ctx, end = chromedp.NewContext(ctx)
	t.finally(end)
	return &browser{t, ctx}, chromedp.Do(ctx) // the first call's patience would be the browser's life
}

// do does things one after the other, as patiently as the rest.
func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	return chromedp.Do(ctx, steps...)
}

// open shows a page of the portal.
func (b *browser) open(path, shows string) error {
	return b.do(chromedp.Navigate(portalURL+path), chromedp.WaitVisible(shows))
}

// size is how large the window is.
func (b *browser) size(width, height int64) error {
	return b.do(chromedp.EmulateViewport(width, height))
}

// signIn signs a member of staff in.
func (b *browser) signIn(login string) error {
	if err := b.open("/staff/login?lang=ru", "input[name=login]"); err != nil {
		return err
	}
	return b.do(chromedp.SetValue("input[name=login]", login), chromedp.SetValue("input[name=password]", password), chromedp.Click("main button.btn.main"), chromedp.WaitVisible("a.who"))
}

// picture takes one of what is seen of the page.
func (b *browser) picture(name string) error {
	if err := b.t.rest(700 * time.Millisecond); err != nil {
		return err
	}
	content, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	file := b.t.file(name)
	if err := os.WriteFile(file, content, 0o644); err != nil {
		return err
	}
	b.t.took(name, file)
	return nil
}

// move moves the border between the two photos, as the arrow keys do.
func (b *browser) move(keys string, times int) error {
	steps := []chromedp.Action[chromedp.Void]{chromedp.Focus(".compare input")}
	for range times {
		steps = append(steps, chromedp.KeyEvent(keys))
	}
	return b.do(steps...)
}

// press presses a button, and waits for what comes of it.
func (b *browser) press(button, shows string) error {
	return b.do(chromedp.Click(button), chromedp.WaitVisible(shows))
}
