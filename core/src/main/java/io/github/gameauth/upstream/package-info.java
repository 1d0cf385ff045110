// SPDX-License-Identifier: Apache-2.0
/**
 * How we ask others: JSON over HTTPS with a limit on everything, and a breaker for those who do not
 * answer. Open {@link io.github.gameauth.upstream.JsonHttp} first.
 */
@NullMarked
package io.github.gameauth.upstream;

import org.jspecify.annotations.NullMarked;
