"""Sentences of analyses and reviews, with places to fill in.

`{at}` is "In Case 3, " or empty, `{At}` the same as a sentence opens with it, `{claim}` the formula
or words at fault as the proof has them. Every sentence is read by `reading` as it is meant.
"""

from __future__ import annotations

OPENINGS = (
    "I go through the proof step by step.",
    "I read the proof line by line and compute everything again.",
    "I checked every claim in order.",
    "I follow the argument from the beginning.",
    "",
    "",
)
RIGHT_NUMBERS = (
    "{at}I computed ${claim}$ again, and it is right.",
    "{at}the computation ${claim}$ is right.",
    "{at}${claim}$ holds: both sides have the same value.",
    "{at}I was not sure about ${claim}$ at first, but the numbers agree.",
    "{at}putting the numbers in confirms ${claim}$.",
)
RIGHT_IDENTITY = (
    "{at}expanding both sides confirms ${claim}$.",
    "{at}${claim}$ is an identity, so this step is right.",
    "{at}I multiplied out, and ${claim}$ is right.",
)
RIGHT_STEP = (
    "{at}${claim}$ follows from what comes before.",
    "{at}I looked at ${claim}$ with care; it holds.",
    "{at}I agree with ${claim}$.",
    "{at}I was not sure about ${claim}$ at first, but it follows.",
)
ALL_RIGHT = (
    "Every step is carried out and justified.",
    "All steps hold, and the proof is complete.",
    "I find nothing to object to.",
    "Nothing is missing, and every claim follows.",
    "The argument covers everything that is asked.",
)
REST_RIGHT = (
    "The other steps are right.",
    "The rest of the proof holds.",
    "Everything else follows as stated.",
    "",
)

FALSE_VALUE = (
    "{at}the proof claims ${claim}$. This is wrong; the correct value is ${value}$.",
    "{at}${claim}$ is wrong, since ${left} {rel} {value}{mod}$.",
    "{at}there is a miscalculation: ${left} {rel} {value}{mod}$, not ${right}$.",
    "{at}the formula ${claim}$ is false, because ${left} {rel} {value}{mod}$.",
    "{at}${claim}$ is not true: in fact ${left} {rel} {value}{mod}$.",
    "{at}${claim}$ should be ${left} {rel} {value}{mod}$.",
    "{at}I computed ${left}$ again. The claim ${claim}$ is incorrect; it should be ${value}$.",
)
FALSE_TAKE = (
    "{at}the claim that {quoted} is false, as {values} shows.",
    "{at}{quoted} is not true: take {values}.",
    "{at}the claim that {quoted} is wrong; {values} is a counterexample to this.",
    "{at}it is false that {quoted}: look at {values}.",
)
FALSE_PLAIN = (
    "{at}the claim that {quoted} is false.",
    "{at}it is not true that {quoted}.",
    "{at}the step to {quoted} is wrong.",
    "{at}the claim that {quoted} is incorrect.",
)
NO_CLASH = (
    "No contradiction has been reached.",
    "It is not shown that there is a contradiction.",
    "The contradiction does not follow from what was shown.",
)
UNCLEAR_CLASH = (
    "It is not said which facts contradict each other.",
    "The contradiction needs a short argument, which is not given.",
)
VAGUE = {
    False: ("The sentence {words} makes a false claim.", "What {words} claims is false."),
    True: ("What {words} claims is not justified.", "No reason is given for {words}."),
}
GAP = (
    "{at}the claim that {quoted} does not follow from what was said before.",
    "{at}it is not shown that {quoted}; this would need a proof of its own.",
    "{at}no reason is given for the claim that {quoted}.",
    "{at}the claim that {quoted} is merely asserted.",
    "{at}there is a gap: nothing shows that {quoted}.",
)
DETAIL = (
    "{at}the claim that {quoted} is true, but the short argument for it is left out.",
    "{at}a detail is missing: the reason why {quoted}.",
    "{at}the claim that {quoted} needs a short argument, which is not given.",
    "{at}it is right that {quoted}, but this is not justified in the text.",
)
UNREAD = (
    "The sentence {words} is unclear, so it is not justified.",
    "I cannot understand the sentence {words}.",
    "It is not clear what the sentence {words} means.",
    "The sentence {words} makes no sense as it stands.",
)
MISSING_CASES = (
    "The case {names} is not treated.",
    "The case {names} is missing.",
    "The cases do not cover {names}.",
    "The case {names} is never considered.",
    "No case treats {names}, so the case distinction is incomplete.",
)
SOME_CASE = (
    "The cases do not cover everything.",
    "A case is missing.",
    "The case distinction is not exhaustive.",
)
NO_BASE = (
    "The base case {names} is missing.",
    "The base case {names} is not shown, and the induction needs it.",
    "The induction does not start: the base case {names} is never checked.",
)
NO_PART = (
    "The part about {what} is missing.",
    "An argument for {what} is missing.",
)
NO_ANSWER = ("The proof does not state its answer.", "No answer is stated.")
NOT_SHOWN = (
    "It is not shown that {what}.",
    "The proof does not show that {what}.",
    "The proof never proves that {what}.",
)
UNCHECKED = (
    "It is not checked that {names} solves the problem.",
    "The check that {names} is a solution is missing.",
    "It is never verified that {names} satisfies the condition.",
)
UNCHECKED_PLAIN = (
    "The solutions are not checked.",
    "It is never verified that they are solutions.",
)
VERDICT = (
    "The verdict is wrong: the statement is {real}.",
    "The proof says that the statement is {said}, but it is {real}.",
    "The answer is wrong, because the statement is {real}.",
)
ANSWER = (
    "The answer is wrong: the right answer is that {right}.",
    "The final answer is incorrect, since the right answer is that {right}.",
)
CIRCULAR = (
    "{at}the proof assumes what is to be proved.",
    "{at}the argument is circular, because it supposes what it has to show.",
    "{at}the argument begs the question: the statement to be proved is taken for granted.",
)
UNUSED = (
    "The inductive step does not use the induction hypothesis where it has to.",
    "The induction hypothesis is never used in the inductive step.",
    "The inductive step does not lead from the hypothesis to the next value.",
)

MINOR = (
    "Nothing else depends on this, so it is minor.",
    "This is minor, as the rest does not rest on it.",
    "This is a small point.",
    "",
)
FATAL = (
    "The conclusion rests on this, so it is fatal.",
    "This is fatal.",
    "Without this the conclusion is not established.",
    "This is serious, since the rest depends on it.",
    "",
)
SCORES = {
    1.0: ("So the proof is complete.", "The proof deserves the full score.", ""),
    0.5: ("By the rubric a minor defect gives a score of $0.5$.", "So the score is one half.", ""),
    0.0: ("By the rubric a fatal defect gives a score of $0$.", "So the score is zero.", ""),
}
CONCLUSION_FALSE = ("Hence the conclusion is false.", "So the statement is wrong.")

INVENTED_VALUE = (
    "{at}${claim}$ is wrong; it should be ${value}$.",
    "{at}the proof claims ${claim}$. This is false, the correct value is ${value}$.",
    "{at}there is a miscalculation in ${claim}$.",
    "{at}${claim}$ is not correct.",
)
INVENTED_GAP = (
    "{at}the claim that {quoted} is not justified.",
    "{at}it does not follow that {quoted}.",
    "{at}no reason is given for the claim that {quoted}.",
    "{at}there is a gap: nothing shows that {quoted}.",
)
INVENTED_CASE = (
    "The case {names} is missing.",
    "The case {names} is not treated.",
    "The proof never considers the case {names}.",
)
INVENTED_CIRCLE = ("The argument is circular.", "The proof assumes what is to be proved.")

REVIEW_OPENINGS = (
    "I look at the defects that the evaluation claims, one by one.",
    "I compare each claimed defect with the proof.",
    "I check the issues that the evaluation raises.",
    "",
)
QUOTES = (
    'The evaluation says: "{quote}"',
    'It claims: "{quote}"',
    'Claimed defect: "{quote}"',
)
CONFIRMED = ("This defect is real: {why}", "That is right. {why}", "I confirm this. {why}")
PARTLY = (
    "There is a defect there, but it is explained wrongly: {why}.",
    "The place is right, the explanation is not: {why}.",
)
REJECTED = (
    "This defect does not exist: {why}.",
    "I cannot confirm this: {why}.",
    "This is invented: {why}.",
)
BLIND = (
    "This defect is real, as one sees at once.",
    "I confirm this; the evaluation is right here.",
)
DENIAL = (
    "This defect does not exist: the step is right.",
    "I cannot confirm this; the proof is right here.",
)
NONE_CLAIMED = (
    "The evaluation claims no defect, so there is none to examine.",
    "No defect is claimed.",
)
FOLLOWS = (
    "The score of {given} follows from the defects claimed.",
    "Given these defects, the score {given} is what the rubric asks for.",
    "",
)
DOES_NOT_FOLLOW = (
    "The score of {given} does not follow from this; it would have to be {follows}.",
    "By the rubric these claims give {follows}, not {given}.",
)
