"""A language model is switched on, asked and stopped being asked, and drafts one cell."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from coding.model import EvidenceKind
from tests.e2e.house import code_as, no_errors, settle
from tests.e2e.matrix_room import TALKS, code_passages
from tests.e2e.reading_room import document_of
from tests.e2e.test_matrix import cell
from tests.model_server import completion, model_server, reasonable

LOUD = "<img src=x onerror=alert(1)> *sang*"


def answering(body):
    told = json.loads(body["messages"][1]["content"])
    if "passages" not in told:
        return reasonable(body)
    return completion(json.dumps({"sentences": [{"text": LOUD, "passages": [1]}]}))


def serious(page):
    ours = {"include": [["[data-testid=stMain]"]]}
    found = Axe().run(page, context=ours).response["violations"]
    ours = [one for one in found if one["impact"] in ("serious", "critical")]
    return [(one["id"], node["html"]) for one in ours for node in one["nodes"]]


def test_a_model_on_this_computer_is_switched_on_asked_and_drafts_a_cell(house, visit):
    store = house.study("Humming", "Oda")
    document, segments = document_of(list(TALKS["Ida"]), "Ida-talk", "Ida")
    store.add_document(document, segments, case_name="Ida")
    code_passages(store, "Oda", "Ida-talk", {1: "A1", 2: "A2"})
    study = store.study().id
    with model_server(answering) as server:
        page = visit(f"language_model?study={study}")
        page.get_by_role("textbox", name="Address").fill(server.address)
        page.get_by_role("textbox", name="Model").fill("tiny")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("This address is your own computer")).to_be_visible()
        assert server.asked == []
        page.locator("[class*=st-key-model_on] label").click()
        expect(page.get_by_role("link", name="Passages are sent to 127.0.0.1")).to_be_visible()
        page.get_by_role("button", name="Estimate what it takes").click()
        expect(page.get_by_text("would be sent: about")).to_be_visible(timeout=60_000)
        assert serious(page) == []
        page.get_by_role("button", name="Ask about these passages").click()
        expect(page.get_by_text("Every passage is answered")).to_be_visible(timeout=60_000)
        no_errors(page)
        quoted = [
            evidence.text
            for one in store.suggestions("Ida-talk")
            for evidence in one.evidence
            if evidence.kind is EvidenceKind.QUOTED
        ]
        assert "The lift sang" in quoted

        page.goto(f"{house.address}/matrix?study={study}")
        settle(page)
        code_as(page, "Oda")
        page.wait_for_selector(".bm-matrix[data-ready]")
        cell(page, "Ida", "A1").click()
        page.get_by_role("button", name="Draft with the language model").click()
        expect(page.get_by_text("drafted these words")).to_be_visible()
        no_errors(page)
        page.wait_for_selector('[data-queue="0"]', state="attached")
    (summary,) = store.summaries()
    store.close()

    assert summary.draft
    assert summary.text.startswith(f"{LOUD} [Ida L1")
