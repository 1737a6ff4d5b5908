"""Addresses of requests and answers."""

from django.urls import path

from .views import answers, discussions, questions, requests, returns

urlpatterns = [
    path("inspections/<uuid:id_>/requests/", requests.listed, name="requests"),
    path("inspections/<uuid:id_>/requests/add/", requests.add, name="add-request"),
    path("requests/<uuid:id_>/", requests.shown, name="request"),
    path("requests/<uuid:id_>/change/", requests.change, name="change-request"),
    path("requests/<uuid:id_>/drop/", requests.drop, name="drop-request"),
    path("requests/<uuid:id_>/ask/", requests.ask, name="ask-request"),
    path("requests/<uuid:id_>/due/", requests.change_due, name="change-due"),
    path("requests/<uuid:id_>/withdraw/", requests.withdraw, name="withdraw-request"),
    path("requests/<uuid:id_>/take-up/", answers.take_up, name="take-up-request"),
    path("requests/<uuid:id_>/draft/", answers.draft, name="draft-answer"),
    path("requests/<uuid:id_>/draft/add-file/", answers.add_file, name="add-file"),
    path("requests/<uuid:id_>/draft/take-out-file/", answers.take_out, name="take-out-file"),
    path("requests/<uuid:id_>/draft/sign/", answers.sign, name="sign-answer"),
    path("requests/<uuid:id_>/submit/", answers.submit, name="submit-answer"),
    path("requests/<uuid:id_>/accept/", answers.accept, name="accept-answer"),
    path("requests/<uuid:id_>/send-back/", answers.send_back, name="send-back-answer"),
    path("requests/<uuid:id_>/ask-question/", questions.ask, name="ask-question"),
    path("requests/questions/<uuid:id_>/answer/", questions.answer, name="answer-question"),
    path("inspections/<uuid:id_>/return/add/", returns.add, name="add-return"),
    path("inspections/<uuid:id_>/drawn-list/", returns.drawn_list, name="drawn-list"),
    path("inspections/<uuid:id_>/drawn-list/draw/", returns.draw, name="draw-list"),
    path("inspections/<uuid:id_>/drawn-list/replace/", returns.replace, name="replace-drawn"),
    path("requests/<uuid:id_>/workbook/", returns.workbook, name="return-workbook"),
    path("requests/<uuid:id_>/draft/put-return/", returns.put, name="put-return"),
    path("inspections/<uuid:id_>/discussions/", discussions.listed, name="discussions"),
    path("inspections/<uuid:id_>/discussions/add/", discussions.add, name="add-discussion"),
    path("inspections/<uuid:id_>/burden/", discussions.burden, name="burden"),
    path("discussions/<uuid:id_>/", discussions.shown, name="discussion"),
    path("discussions/<uuid:id_>/change/", discussions.change, name="change-discussion"),
    path("discussions/<uuid:id_>/share/", discussions.share, name="share-discussion"),
    path("discussions/<uuid:id_>/say-back/", discussions.say_back, name="say-back"),
    path("discussions/<uuid:id_>/agree/", discussions.agree, name="agree-discussion"),
    path("discussions/<uuid:id_>/add-action/", discussions.add_action, name="add-agreed-action"),
    path("discussions/actions/<uuid:id_>/done/", discussions.finish_action, name="finish-action"),
    path("requests/files/<uuid:id_>/", answers.download, name="download"),
]
