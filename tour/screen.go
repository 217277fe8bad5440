package main

import (
	"fmt"
	"os"
	"os/exec"
)

// Where phones stand on the screen, and how large that is if the tour brings one of its own.
const (
	screenSize  = "1000x860x24"
	phoneWide   = 400
	phoneHigh   = 820
	secondPhone = 500 // pixels from the left
)

// screen finds a screen to play on: the one that there is, or one of its own that nobody sees.
func (t *tour) screen() error {
	if os.Getenv("DISPLAY") != "" {
		return nil
	}
	for n := 90; n < 130; n++ {
		if _, err := os.Stat(fmt.Sprintf("/tmp/.X11-unix/X%d", n)); err == nil {
			continue
		}
		display := fmt.Sprintf(":%d", n)
		if _, err := t.start("xvfb", nil, "Xvfb", display, "-screen", "0", screenSize, "-nolisten", "tcp"); err != nil {
			return err
		}
		if err := os.Setenv("DISPLAY", display); err != nil {
			return err
		}
		if err := t.until("there is a screen", func() bool { return exec.Command("xdpyinfo").Run() == nil }); err != nil {
			return err
		}
		_, err := t.start("openbox", nil, "openbox")
		return err
	}
	return fmt.Errorf("no free display")
}
