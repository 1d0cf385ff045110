// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

/**
 * Why Cognito refused, as far as callers would do different things about it. Stable codes, fit for
 * metrics; new ones may be added.
 */
public enum RefusalReason {
  /**
   * Name or password is wrong. The same is said of a proof made with a clock that is minutes off.
   */
  WRONG_CREDENTIALS(WhoMustAct.PLAYER),
  /** There is no such user, and the app client says so. Show it as a wrong password. */
  USER_NOT_FOUND(WhoMustAct.PLAYER),
  /** Too many wrong passwords: wait, up to a quarter of an hour. A try now does not count. */
  LOCKED_OUT(WhoMustAct.PLAYER),
  /** An operator has disabled this user. */
  USER_DISABLED(WhoMustAct.NOBODY_STOP),
  /** The password that an operator gave out is too old; another has to be issued. */
  TEMPORARY_PASSWORD_EXPIRED(WhoMustAct.OPERATOR),
  /** The client secret, or the user name hashed with it, is wrong, missing or not wanted. */
  SECRET_HASH(WhoMustAct.OPERATOR),
  /** The challenge was answered before, or too late: start over. */
  SESSION_OVER(WhoMustAct.CALLER_STATE),
  /** The refresh token is expired, revoked, another client's, or lacks its device's key. */
  REFRESH_TOKEN(WhoMustAct.NOBODY_STOP),
  /** The refresh token was exchanged before: a theft, or an answer that was lost. */
  REFRESH_TOKEN_REUSED(WhoMustAct.NOBODY_STOP),
  /** The access token is expired, revoked or none: refresh it. */
  ACCESS_TOKEN(WhoMustAct.CALLER_STATE),
  /** The access token lacks a scope, as those of the hosted sign-in pages may. */
  SCOPE_MISSING(WhoMustAct.OPERATOR),
  /** The sign-up waits to be confirmed. Says nothing about the password. */
  NOT_CONFIRMED(WhoMustAct.CALLER_STATE),
  /** The sign-up was confirmed before. */
  ALREADY_CONFIRMED(WhoMustAct.CALLER_STATE),
  /** The password has to be reset first. */
  PASSWORD_RESET_REQUIRED(WhoMustAct.CALLER_STATE),
  /** The user name is taken. */
  USER_EXISTS(WhoMustAct.PLAYER),
  /** The e-mail address or phone number belongs to another user. */
  ALIAS_EXISTS(WhoMustAct.PLAYER),
  /** The new password breaks the pool's rules. */
  WEAK_PASSWORD(WhoMustAct.PLAYER),
  /** The new password was in use before. */
  PASSWORD_REUSED(WhoMustAct.PLAYER),
  /** The code is wrong. */
  WRONG_CODE(WhoMustAct.PLAYER),
  /** The code is too old, or was for nobody. */
  EXPIRED_CODE(WhoMustAct.PLAYER),
  /** Too many wrong codes: wait some minutes. */
  TOO_MANY_ATTEMPTS(WhoMustAct.PLAYER),
  /** This user's allowance of codes or changes is used up. At a sign-up the user was created. */
  LIMIT_EXCEEDED(WhoMustAct.PLAYER),
  /** The device is not known any more: drop what is stored of it, and sign in without, once. */
  DEVICE_FORGOTTEN(WhoMustAct.CALLER_STATE),
  /** The device was confirmed before. */
  DEVICE_EXISTS(WhoMustAct.CALLER_STATE),
  /** The second factor is not set up, for the user or the pool. */
  MFA_NOT_SET_UP(WhoMustAct.CALLER_STATE),
  /** A trigger said no; {@link Refusal#triggerText} is what it said. */
  TRIGGER_REFUSED(WhoMustAct.TRIGGER_OWNER),
  /** A trigger crashed, timed out, or answered nonsense. */
  TRIGGER_FAILED(WhoMustAct.TRIGGER_OWNER),
  /** The message with the code could not be sent. */
  DELIVERY_FAILED(WhoMustAct.OPERATOR),
  /** A firewall, a proxy or a policy refused the request. */
  FORBIDDEN(WhoMustAct.OPERATOR),
  /** Not offered: to this app client, by this plan, or in this region. */
  UNSUPPORTED(WhoMustAct.OPERATOR),
  /** The request is one that the service does not take. */
  INVALID_REQUEST(WhoMustAct.OPERATOR),
  /** No such pool, app client or identity. */
  NOT_FOUND(WhoMustAct.OPERATOR),
  /** Belongs to another identity already. */
  CONFLICT(WhoMustAct.CALLER_STATE),
  /** The token of a login is expired: get a new one from who issued it. */
  LOGIN_TOKEN_EXPIRED(WhoMustAct.CALLER_STATE),
  /** The logins given do not open this identity. */
  LOGINS_DO_NOT_MATCH(WhoMustAct.CALLER_STATE),
  /** The AWS credentials of a signed call are wrong, expired or missing. */
  AWS_CREDENTIALS(WhoMustAct.OPERATOR),
  /** The pool's settings contradict the request or each other. */
  MISCONFIGURED(WhoMustAct.OPERATOR),
  /** Something else; {@link Refusal#type} has the name that it came under. */
  OTHER(WhoMustAct.OPERATOR);

  private final WhoMustAct who;

  RefusalReason(WhoMustAct who) {
    this.who = who;
  }

  /** Who can do something about it. */
  public WhoMustAct who() {
    return who;
  }
}
