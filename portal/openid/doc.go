// Package openid asks providers of OpenID Connect who a citizen is.
//
// Its invariant: what a provider says is believed once its signature, audience, time and nonce were checked, and only in the
// browser that was sent there: the way back is tied to it by a cookie that nobody else can make or read. Only the flow with a
// code and PKCE is spoken.
package openid
