package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
)

// wrongWords are what is wrong with an answer or a message, for a person at a terminal.
var wrongWords = map[string]string{
	"answer.text.missing":      "there is no text: give --text or --file",
	"answer.text.long":         fmt.Sprintf("the text is longer than %d characters", civic.MaxAnswerText),
	"answer.signatory.missing": "nobody signs it: give --by",
	"answer.signatory.long":    fmt.Sprintf("--by is longer than %d characters", civic.MaxAnswerName),
	"answer.number.long":       fmt.Sprintf("--number is longer than %d characters", civic.MaxAnswerName),
	"message.text.missing":     "there is no text: give --text or --file",
	"message.text.long":        fmt.Sprintf("the text is longer than %d characters", civic.MaxMessageText),
	"message.author.missing":   "nobody says it: give --by",
	"message.author.long":      fmt.Sprintf("--by is longer than %d characters", civic.MaxMessageAuthor),
}

// unsent says why nothing was said about the report with a number.
func unsent(number string, err error) error {
	var unfit *civic.UnfitError
	switch {
	case errors.Is(err, db.ErrNotFound):
		return fmt.Errorf("no report has the number %s; reports lists them", number)
	case errors.As(err, &unfit):
		return errors.New(inWords(unfit.Keys))
	}
	return err
}

func (o *office) answerCommand() *cobra.Command {
	var text, file, by, number string
	var interim bool
	c := &cobra.Command{
		Use: "answer NUMBER", Short: "answer a report officially; its device hears of it at its next exchange", Args: cobra.ExactArgs(1),
		Long: "Answers the report with that number. An answer under the outgoing number of an earlier one takes its place, as its next revision; the same again changes nothing.",
		RunE: func(c *cobra.Command, args []string) error {
			text, err := readText(c.InOrStdin(), text, file)
			if err != nil {
				return err
			}
			return o.with(func(p *portal.Portal) error {
				a, err := p.Answer(c.Context(), args[0], civic.Answer{Text: text, Signatory: by, Number: number, Final: !interim})
				if err != nil {
					return unsent(args[0], err)
				}
				fmt.Fprintf(o.out, "%s\trevision %d\t%s\n", a.Number, a.Revision, a.ID)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&text, "text", "", "what is answered")
	f.StringVar(&file, "file", "", "a file with the text instead; - reads it from the terminal")
	f.StringVar(&by, "by", "", "who signs: name and office")
	f.StringVar(&number, "number", "", "outgoing number; without it one is made of the report's")
	f.BoolVar(&interim, "interim", false, "a final answer will follow")
	c.MarkFlagsMutuallyExclusive("text", "file")
	return c
}

// readText is the text, or a file's if one is named.
func readText(in io.Reader, text, file string) (string, error) {
	switch file {
	case "":
		return text, nil
	case "-":
		content, err := io.ReadAll(in)
		return string(content), err
	}
	content, err := os.ReadFile(file)
	return string(content), err
}

func inWords(keys []string) string {
	words := make([]string, len(keys))
	for i, k := range keys {
		if words[i] = wrongWords[k]; words[i] == "" {
			words[i] = k
		}
	}
	return strings.Join(words, "; ")
}
