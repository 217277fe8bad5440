package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// telegramBase is where the Bot API answers, unless the settings say otherwise (a server of one's own, or a proxy).
const telegramBase = "https://api.telegram.org"

// tokenForm is what a bot's token looks like; it becomes part of an address.
var tokenForm = regexp.MustCompile(`^\d{1,20}:[A-Za-z0-9_-]{10,100}$`)

// TelegramBot is a bot of ours.
type TelegramBot struct {
	Base  string // "" for telegramBase
	Token string
}

type telegramGateway struct {
	TelegramBot
	client *http.Client
}

// reply is what the Bot API answers with.
type reply struct {
	OK         bool            `json:"ok"`
	Result     json.RawMessage `json:"result"`
	Code       int             `json:"error_code"`
	Parameters struct {
		RetryAfter int `json:"retry_after"` // seconds
	} `json:"parameters"`
}

// call asks the bot's server for something.
func (g telegramGateway) call(ctx context.Context, method string, args, result any) error {
	base := strings.TrimSuffix(g.Base, "/")
	if base == "" {
		base = telegramBase
	}
	if !tokenForm.MatchString(g.Token) {
		return refuse(CauseAuth, "", false)
	}
	body, err := json.Marshal(args)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/bot"+g.Token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return refuse(CauseSetting, "", false)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", userAgent)
	status, answer, _ := exchange(g.client, req)
	if status == 0 {
		return refuse(CauseOffline, "", false)
	}
	var r reply
	if err := json.Unmarshal(answer, &r); err != nil {
		if status >= 500 {
			return refuse(CauseBusy, detail(status), false)
		}
		return refuse(CauseSetting, detail(status), false)
	}
	if r.OK {
		if result == nil {
			return nil
		}
		if err := json.Unmarshal(r.Result, result); err != nil {
			return refuse(CauseSetting, detail(status), false)
		}
		return nil
	}
	return telegramRefusal(r.Code)
}

// telegramRefusal tells what the Bot API's numbers mean. Its words are in English, change, and quote.
func telegramRefusal(code int) error {
	switch code {
	case http.StatusUnauthorized, http.StatusNotFound: // of a token that isn't, or isn't any more
		return refuse(CauseAuth, detail(code), false)
	case http.StatusForbidden:
		return refuse(CauseBlocked, detail(code), true)
	case http.StatusBadRequest:
		return refuse(CauseAddress, detail(code), true)
	case http.StatusTooManyRequests:
		return refuse(CauseBusy, detail(code), false)
	case http.StatusConflict:
		return refuse(CauseSetting, detail(code), false) // somebody else asks for the same bot's messages
	}
	if code >= 500 {
		return refuse(CauseBusy, detail(code), false)
	}
	return refuse(CauseRefused, detail(code), false)
}

// telegramMost is the most characters of one message, by the Bot API.
const telegramMost = 4096

func (g telegramGateway) Send(ctx context.Context, m Message) error {
	chat, err := strconv.ParseInt(m.To, 10, 64)
	if err != nil {
		return refuse(CauseAddress, "", true)
	}
	return g.say(ctx, chat, asChat(m))
}

// say writes plain text: nothing in it can become a mark-up.
func (g telegramGateway) say(ctx context.Context, chat int64, text string) error {
	return g.call(ctx, "sendMessage", map[string]any{
		"chat_id": chat, "text": text, "link_preview_options": map[string]bool{"is_disabled": true},
	}, nil)
}

// asChat is a message for a chat.
func asChat(m Message) string {
	var parts []string
	for _, item := range m.Items {
		part := item.Title
		if part == "" {
			part = m.Subject
		}
		for _, p := range item.Paragraphs {
			part += "\n\n" + p
		}
		if item.Link != "" {
			part += "\n\n" + item.Link
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, "\n\n\u2014\n\n")
	if r := []rune(text); len(r) > telegramMost {
		text = string(r[:telegramMost-1]) + "\u2026"
	}
	return text
}

// update is something that somebody wrote to the bot.
type update struct {
	ID      int64 `json:"update_id"`
	Message *struct {
		Text string `json:"text"`
		Chat struct {
			ID   int64  `json:"id"`
			Type string `json:"type"`
		} `json:"chat"`
		From struct {
			Language string `json:"language_code"`
		} `json:"from"`
	} `json:"message"`
	Member *struct { // whether somebody still wants us
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
		New struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

// updates asks for what was written to the bot from an update on, and waits for it for a while.
func (g telegramGateway) updates(ctx context.Context, from int64, wait time.Duration) (list []update, err error) {
	err = g.call(ctx, "getUpdates", map[string]any{
		"offset": from, "timeout": int(wait.Seconds()), "limit": 100, "allowed_updates": []string{"message", "my_chat_member"},
	}, &list)
	return list, err
}

// me is the bot's name.
func (g telegramGateway) me(ctx context.Context) (name string, err error) {
	var who struct {
		Username string `json:"username"`
	}
	err = g.call(ctx, "getMe", map[string]any{}, &who)
	return who.Username, err
}

var errTemplate = errors.New("notify: the template isn't JSON")
