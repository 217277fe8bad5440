package notify

import (
	"strings"
	"testing"
)

// PostOffice is a mail server for tests with the whole portal; it takes letters in the open.
type PostOffice struct{ s *mailServer }

// NewPostOffice starts one.
func NewPostOffice(t *testing.T) PostOffice { return PostOffice{startMail(t, SecurityNone, false)} }

// Settings lead to it.
func (p PostOffice) Settings() MailSettings {
	return MailSettings{On: true, Host: "127.0.0.1", Port: p.s.port, Security: SecurityNone, From: "portal@zarechny.example"}
}

// To are the letters to an address, as they came but for soft line breaks.
func (p PostOffice) To(address string) (letters []string) {
	for _, l := range p.s.letters() {
		if l.to == address {
			head, body, _ := strings.Cut(string(l.raw), "\r\n\r\n")
			letters = append(letters, head+"\r\n\r\n"+strings.ReplaceAll(body, "=\r\n", ""))
		}
	}
	return letters
}

// Clear forgets them.
func (p PostOffice) Clear() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.got = nil
}

// Wrong says that a letter isn't what it should be.
func Wrong(letter string, pieces ...string) (missing []string) {
	for _, piece := range pieces {
		if !strings.Contains(letter, piece) {
			missing = append(missing, piece)
		}
	}
	return missing
}

// Phones is an SMS gateway for tests with the whole portal.
type Phones struct{ s *heardSMS }

// NewPhones starts one.
func NewPhones(t *testing.T) Phones { return Phones{startSMS(t)} }

// Settings lead to it.
func (p Phones) Settings() SMSSettings {
	return SMSSettings{On: true, URL: p.s.URL, Form: FormJSON, Template: `{"to":"{to}","text":"{text}"}`}
}

// Heard is what the last telephone heard, and how many did.
func (p Phones) Heard() (last string, times int) { return p.s.body, p.s.times }

// Chats is a Telegram bot for tests with the whole portal.
type Chats struct{ s *botServer }

// NewChats starts one.
func NewChats(t *testing.T) Chats { return Chats{startBot(t)} }

// Settings lead to it.
func (c Chats) Settings(name string) (s TelegramSettings) {
	s = TelegramSettings{On: true, Base: c.s.URL, Name: name}
	s.Token.Fresh = botToken
	return s
}

// Write writes to the bot from a chat.
func (c Chats) Write(chat int64, text string) { c.s.write(chat, text) }

// Said is what the bot said, each with its chat.
func (c Chats) Said() []string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return append([]string(nil), c.s.said...)
}
