"""Answers of the bot to buttons pressed and to inline queries."""

from bot.tryout.content import text_of
from bot.tryout.errors import bad_request
from bot.tryout.keyboards import check_markup
from bot.tryout.state import Json, World

RESULTS_LIMIT = 50
"""Results of one inline answer."""
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, given: Json) -> bool:
    """End the button's waiting, with a notice or none."""
    query = world.callbacks.get(given["callback_query_id"])
    if query is None:
        raise bad_request(_TOO_OLD)
    world.feed.add(
        "callback_answer",
        query.chat_id,
        query.user_id,
        callback_query_id=query.id,
        text=given.get("text", ""),
        show_alert=given.get("show_alert", False),
        url=given.get("url", ""),
    )
    return True


def answer_inline_query(world: World, given: Json) -> bool:
    """Offer results to the person who types "@bot …"."""
    query = world.inline_queries.get(given["inline_query_id"])
    if query is None:
        raise bad_request(_TOO_OLD)
    results = given["results"]
    if len(results) > RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    names = [result["id"] for result in results]
    if len(set(names)) != len(names):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.results = [_prepared(result) for result in results]
    world.feed.add(
        "inline_answer",
        query.chat_id,
        query.user_id,
        inline_query_id=query.id,
        results=query.results,
        next_offset=given.get("next_offset", ""),
        button=given.get("button"),
    )
    return True


def _prepared(result: Json) -> Json:
    """Check a result and work out the message that it would send."""
    if not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    text = text_of({**content, "text": content["message_text"]}, refusal="MESSAGE_TOO_LONG")
    markup = check_markup(result.get("reply_markup"), inline_only=True)
    return result | {"message": text | ({"reply_markup": markup} if markup else {})}


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
