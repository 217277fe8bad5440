package notify

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// jobListen reads what people wrote to the bot; only one process does at a time.
const jobListen db.JobKind = "notify.listen"

// listening is how long we listen without pause while somebody is about to write.
const listening = 45 * time.Second

// heard is how far we have read, and of which bot.
type heard struct {
	Bot  string `json:"bot"` // hash of its token
	Next int64  `json:"next"`
}

// listen reads what was written to the bot. It stays for a while if somebody was just given a code to send.
func (o *Office) listen(ctx context.Context, _ db.Job) error {
	var s Settings
	var h heard
	var bot telegramGateway
	waiting := false
	read := func(tx *db.Tx) (err error) {
		if s, err = o.read(tx); err != nil || !s.Telegram.On {
			return err
		}
		if bot, err = o.bot(s); err != nil {
			return err
		}
		if h, err = o.heard(tx, bot.Token); err != nil {
			return err
		}
		waiting, err = tx.AnyContactCode(db.WayTelegram)
		return err
	}
	for began := o.db.Now(); ; {
		if err := o.db.Read(ctx, read); err != nil || !s.Telegram.On {
			return err
		}
		var wait time.Duration
		if waiting {
			wait = 20 * time.Second
		}
		list, err := bot.updates(ctx, h.Next, wait)
		if err != nil {
			return err
		}
		for _, u := range list {
			if err := o.hear(ctx, bot, u); err != nil {
				return err
			}
		}
		if !waiting || o.db.Now().Sub(began) > listening || len(list) == 0 && wait == 0 {
			return nil
		}
	}
}

func (o *Office) heard(tx *db.Tx, token string) (h heard, err error) {
	bot := hex.EncodeToString(o.mark("bot", token))
	raw, err := tx.Setting(db.SettingTelegram)
	if err == nil {
		err = json.Unmarshal(raw, &h)
	}
	if errors.Is(err, db.ErrNotFound) || err == nil && h.Bot != bot {
		return heard{Bot: bot}, nil
	}
	return h, err
}

// hear does what somebody asks the bot for, once, and answers.
func (o *Office) hear(ctx context.Context, bot telegramGateway, u update) error {
	answer := ""
	lang := civic.LangRU
	err := o.db.Write(ctx, func(tx *db.Tx) error {
		answer = ""
		h, err := o.heard(tx, bot.Token)
		if err != nil || u.ID < h.Next {
			return err // somebody heard it already
		}
		h.Next = u.ID + 1
		raw, err := json.Marshal(h)
		if err != nil {
			return err
		}
		if err := tx.PutSetting(db.SettingTelegram, raw); err != nil {
			return err
		}
		switch {
		case u.Member != nil && (u.Member.New.Status == "kicked" || u.Member.New.Status == "left"):
			_, err = o.stopChat(tx, u.Member.Chat.ID)
		case u.Message != nil && u.Message.Chat.Type == "private":
			answer, lang, err = o.answer(tx, u)
		}
		return err
	})
	if err != nil || answer == "" {
		return err
	}
	if err := bot.say(ctx, u.Message.Chat.ID, o.words.say(lang, answer)); err != nil {
		o.log.Warn("notify: the bot couldn't answer", "error", err)
	}
	return nil
}

// answer does what a message asks for and gives the key of what to say.
func (o *Office) answer(tx *db.Tx, u update) (word string, lang civic.Lang, err error) {
	lang = civic.LangRU
	for _, l := range civic.Langs() {
		if strings.HasPrefix(u.Message.From.Language, string(l)) {
			lang = l
		}
	}
	fields := strings.Fields(u.Message.Text)
	chat := u.Message.Chat.ID
	switch {
	case len(fields) == 0:
		return "", lang, nil
	case fields[0] == "/stop":
		any, err := o.stopChat(tx, chat)
		if any {
			return "bot.stopped", lang, err
		}
		return "bot.nothing", lang, err
	}
	code := strings.ToUpper(fields[len(fields)-1])
	c, err := tx.ContactCodeByHash(db.WayTelegram, o.codeMark(db.WayTelegram, db.Account{}, code))
	switch {
	case errors.Is(err, db.ErrNotFound) && len(fields) == 1:
		return "bot.hello", lang, nil
	case errors.Is(err, db.ErrNotFound), err == nil && !tx.Now.Before(c.Expires):
		return "bot.wrong", lang, nil
	case err != nil:
		return "", lang, err
	}
	if err := o.putContact(tx, c.Account, db.WayTelegram, strconv.FormatInt(chat, 10)); err != nil {
		return "", lang, err
	}
	return "bot.linked", lang, tx.SpendContactCode(c.Account, db.WayTelegram)
}

// stopChat ends the news to all accounts that are told in a chat.
func (o *Office) stopChat(tx *db.Tx, chat int64) (any bool, err error) {
	list, err := tx.ContactsByMark(db.WayTelegram, o.mark("contact", string(db.WayTelegram), strconv.FormatInt(chat, 10)))
	for _, c := range list {
		if err == nil {
			err = o.DropContact(tx, c.Account, db.WayTelegram)
		}
	}
	return len(list) > 0, err
}

// MeetBot asks a bot for its name, so that people can be led to it. Call it before settings with a token are kept.
func (o *Office) MeetBot(ctx context.Context, base, token string) (name string, err error) {
	return telegramGateway{TelegramBot{base, token}, o.client}.me(ctx)
}
