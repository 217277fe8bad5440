// Window is a window of Fyne's with nothing in it: what the phone's program is compared with. "window" is on Fyne's test driver, "window screen"
// on a real screen.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/test"

	"priyom/bench/resident"
)

func main() {
	log.SetFlags(0)
	size := fyne.NewSize(resident.Width, resident.Height)
	if len(os.Args) < 2 {
		test.NewApp()
		w := test.NewWindow(nil)
		w.Resize(size)
		w.Canvas().Capture()
		fmt.Println(resident.Stands)
		say()
		return
	}
	a := app.NewWithID("org.priyom.bench.window")
	w := a.NewWindow("empty")
	w.Resize(size)
	a.Lifecycle().SetOnStarted(func() {
		fmt.Println(resident.Stands)
		time.AfterFunc(resident.Rest, func() {
			say()
			fyne.Do(a.Quit)
		})
	})
	w.ShowAndRun()
}

func say() {
	m, err := resident.Of(os.Getpid())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resident.Rests, m)
}
