"""A study of one interview and two coders, and posting to its routes as one of them."""

from datetime import UTC, datetime

from framework.writing import framework_yaml
from ui.route import HEADER
from ui.studies import create_study
from ui.token import pass_for, sign_pass


def lift_study(folder, framework, document, segments):
    """Return the study, with the coders Oda and Per."""
    text = framework_yaml(framework)
    store = create_study("Lifts", text, path=folder / "lifts.betweenlines", source="made here")
    store.add_document(document, segments, case_name="Lift")
    store.add_coder("Oda")
    store.add_coder("Per")
    return store


def poster(study, client, address):
    """Return a function that posts to an address as a coder on a document."""

    def post(name, document_id="lift-1", **body):
        coder = next(coder for coder in study.coders() if coder.name == name)
        granted = pass_for(study.study().id, coder.id, document_id, now=datetime.now(UTC))
        headers = {HEADER: sign_pass(granted, study.secret())}
        return client.post(address, json=body, headers=headers)

    return post
