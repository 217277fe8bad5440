package db

import "priyom/civic"

// Way is how news reaches a person.
type Way string

// The ways.
const (
	WayEmail    Way = "email"
	WaySMS      Way = "sms"
	WayTelegram Way = "telegram"
	WayPoint    Way = "point" // somebody at the reception point tells them
)

// News is what people can be told about.
type News string

// The news. Staff can be told of the last two.
const (
	NewsStatus   News = "status"   // what became of a report
	NewsAnswer   News = "answer"   // an official answer
	NewsMessage  News = "message"  // somebody wrote in the dialogue
	NewsPetition News = "petition" // one they signed or follow
	NewsAssigned News = "assigned" // a report for their department
	NewsOverdue  News = "overdue"  // a deadline that has passed
)

// Wish is how somebody with an account wants to be told of news. The zero Wish is to be told nothing.
type Wish struct {
	Lang civic.Lang
	Ways map[News][]Way // none: not to be told of it
}
