package demo

import (
	"context"
	"errors"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
)

// staff are who works at the portal.
type staff struct {
	password string // the same for all: it is a practice portal
	clerks   map[civic.Role][]casework.Actor
	bureaus  map[civic.DepartmentSlug]office
}

// office is a department with its people.
type office struct {
	bureau
	people []casework.Actor
}

// wholeStaff is for how many reports a department has more people than its head: hashing a password takes a tenth of a second.
const wholeStaff = 1000

// hire makes the accounts. Their password is drawn unless one was asked for, and told once, as an administrator's would be.
func (s *stage) hire(ctx context.Context) error {
	s.staff = staff{password: s.Password, clerks: map[civic.Role][]casework.Actor{}, bureaus: map[civic.DepartmentSlug]office{}}
	for _, c := range s.material.phrases.Staff {
		actor, err := s.employ(ctx, accounts.NewStaff{Login: c.Login, Name: c.Name, Role: c.Role})
		if err != nil {
			return err
		}
		s.staff.clerks[c.Role] = append(s.staff.clerks[c.Role], actor)
	}
	for _, b := range s.material.bureaus {
		o := office{bureau: b}
		names := []string{b.Head}
		if s.Reports >= wholeStaff {
			names = append(names, b.People...)
		}
		for i, name := range names {
			login := string(b.Slug)
			if i > 0 {
				login += strconv.Itoa(i + 1)
			}
			actor, err := s.employ(ctx, accounts.NewStaff{Login: login, Name: name, Role: civic.RoleDepartment, Department: b.Slug})
			if err != nil {
				return err
			}
			o.people = append(o.people, actor)
		}
		s.staff.bureaus[b.Slug] = o
	}
	s.result.Password = s.staff.password
	return nil
}

func (s *stage) employ(ctx context.Context, n accounts.NewStaff) (casework.Actor, error) {
	n.Own = true
	made, told, err := s.portal.Accounts().AddStaff(ctx, db.Account{}, n, s.staff.password)
	if err != nil {
		return casework.Actor{}, err
	}
	s.staff.password = told
	return casework.Staff(accounts.StaffOf(made)), nil
}

// any is one of the clerks of a role.
func (s *stage) any(role civic.Role) casework.Actor { return among(s.dice, s.staff.clerks[role]) }

// act does a deed. That it comes too late, because somebody else was faster, is life.
func (s *stage) act(ctx context.Context, d casework.Deed) (done bool, err error) {
	_, err = s.portal.Casework().Act(ctx, d)
	for _, late := range []error{civic.ErrNoTransition, civic.ErrNeeds, casework.ErrForbidden, casework.ErrTarget, casework.ErrJoined, casework.ErrClaimed} {
		if errors.Is(err, late) {
			return false, nil
		}
	}
	return err == nil, err
}

// atWork is the next moment at which somebody is in the office.
func atWork(at time.Time) time.Time {
	for {
		open := time.Date(at.Year(), at.Month(), at.Day(), 8, 10, 0, 0, at.Location())
		switch wd := at.Weekday(); {
		case wd == time.Saturday || wd == time.Sunday || at.Hour() >= 17:
			at = open.AddDate(0, 0, 1)
		case at.Before(open):
			return open.Add(time.Duration(at.Minute()) * time.Minute / 2)
		default:
			return at
		}
	}
}
