"""Sentences that always say the same: openings, endings, contradictions, verdicts.

Fillers are plainly without content, or state what holds for all numbers whatever the problem (a
square is not negative); nothing is learned from them.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import F
from selfproof.world.language.text import LABEL
from selfproof.world.latex.names import words

_END = r"(?=$| [,;:.()]| (?:so|hence|thus|therefore|and|but|since|because|as|which|qed|dash)\b)"


def _any(*templates: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(templates)}){_END}".replace("{F}", F))


_THING = (
    r"(?:the |our |this |original |desired |required |given )*(?:statement|claim|"
    r"proposition|theorem|result|assertion|"
    r"formula|identity|inequality|desired equality|equation|induction|inductive step|"
    r"induction step|proof|divisibility|"
    r"lemma|conclusion|base case|problem|case|implication|direction|converse|step|"
    r"bound|it|this|argument)"
    r"(?: (?:of the theorem|in this case|of the statement|by induction|above|as well))*"
)
DONE = _any(
    rf"(?:this|which|that|and this) (?:completes|finishes|concludes|ends|proves|shows|"
    rf"establishes|settles|gives|verifies|confirms) {_THING}",
    rf"(?:this|which|that) is (?:exactly |precisely |just )?(?:{_THING}|what (?:was|we "
    rf"wanted|we had|we needed|had|we want|we need|was required|needed)(?: to be| to)? "
    rf"?(?:shown?|proven?|proved|prove|demonstrated)?|(?:the )?desired(?: result)?|as "
    rf"(?:desired|claimed|required))",
    r"which (?:was|is what) (?:we (?:wanted|had|needed) to (?:show|prove)|to be "
    r"(?:shown|proved|proven|demonstrated)|what (?:was|we wanted) to (?:be "
    r")?(?:shown?|prove))",
    r"(?:as (?:was )?(?:desired|required|claimed|wanted|needed|stated|asserted|to be "
    r"shown|to be proved|to be proven))",
    r"we are (?:now )?(?:done|finished)",
    r"(?:now )?done",
    r"qed",
    rf"{_THING} is (?:thus |therefore |hence |now )?(?:complete|completed|finished|"
    rf"proved|proven|established|shown|done|settled|verified)",
    rf"{_THING} (?:now |then |thus |therefore |also |immediately )?(?:follows|"
    rf"holds)(?: (?:in (?:this|either|every|each|any|all|both) cases?|immediately|at "
    rf"once|by induction|from this|here|too|as well|true|now|directly))?",
    r"(?:this|it) (?:completes|finishes) (?:the|our) (?:proof|solution|argument)",
    r"(?:we|i) have (?:thus |therefore |now )?(?:proved|proven|shown|established) "
    r"(?:the (?:claim|statement|result|assertion|theorem|formula|identity|inequality)|"
    r"it|what we wanted)",
    r"(?:as )?we (?:wanted|had|needed) to (?:show|prove)",
    r"what (?:was|we wanted|had) to (?:be )?(?:shown?|proven?|proved)",
    r"(?:the )?desired result",
    rf"(?:this|that) is (?:exactly |precisely |just )?{_THING} (?:that|which) (?:was|were|is|had "
    rf"been|"
    r"we (?:wanted|had|needed|wished))(?: to be| to)? (?:claimed|stated|asserted|wanted|required|"
    r"given|proved|proven|shown|prove|show)",
    r"end of (?:the )?proof",
)
_IMPOSSIBLE = (
    r"(?:a contradiction|contradictory|impossible|absurd|not possible|a clear "
    r"contradiction|clearly impossible|the desired contradiction|the required "
    r"contradiction|the contradiction we wanted|the contradiction sought|nonsense|"
    r"clearly false|false|an absurdity)"
)
ABSURD = _any(
    rf"(?:this|which|that|it|and this|but this) (?:is|is clearly|gives|leads to|yields|"
    rf"would be|produces|cannot be) {_IMPOSSIBLE}(?: (?:for integers|in integers|for "
    rf"(?:an?|any|the) (?:positive |negative )?(?:integer|prime|prime number|whole number)(?: "
    rf"{{F}})?|since {{F}} is an integer))?",
    r"(?:this|which|that) (?:cannot be(?: true| the case)?|cannot happen|cannot hold|"
    r"is not true|is not the case)",
    r"(?:we (?:have |get |obtain |reach |arrive at |have reached |have )?)?(?:a|the|"
    r"the desired|the required|our) contradiction",
    r"contradiction",
    r"this contradiction (?:dis)?proves (?:the|our) (?:statement|claim|assertion|assumption)",
    r"(?:the|our|this) (?:assumption|supposition) (?:(?:was|is|must be|must have been) (?:wrong|"
    r"false|untenable|incorrect)|cannot be true)",
    r"(?:both|all|these|all the|the two|all three|all four) (?:these )?(?:cases|possibilities) "
    r"(?:are (?:impossible|contradictory)|lead to (?:a )?contradictions?)",
    r"impossible",
    r"absurd",
    r"(?:this|which|that|contradicting|and contradicts|contradicts) ?(?:contradicts "
    r")?(?:the |our |this )?(?:assumption|supposition|hypothesis|choice|choice of {F}|"
    r"condition|case assumption|assumptions)",
)
FILLER = _any(
    r"the (?:first|second|third|other|former|latter) (?:one|claim|part|statement|divisibility|"
    r"assertion|congruence) is (?:immediate|clear|easy|obvious|simple)(?= :)",
    r"(?:and )?there are no (?:others|other (?:solutions|pairs|integers|numbers))",
    r"(?:proof|solution|direct proof|proof of the claim|remark|answer|verification|"
    r"conclusion|claim|theorem|strategy|idea|setup|set up|summary|details|check)(?: "
    r"\ue000?)?",
    rf"(?:step|claim|lemma|part|fact) {LABEL}",
    r"we proceed as follows",
    r"here (?:is|comes) (?:a|the|our) (?:short |direct )?(?:proof|solution|argument|reason)",
    r"(?:we |the proof |the argument |it )?(?:proceeds?|is|goes) (?:as follows|by "
    r"contradiction|by cases|by direct computation|straightforward|direct)",
    r"(?:the idea|the proof|our strategy|the plan) is (?:simple|easy|as follows|"
    r"direct|straightforward|by contradiction|by cases)",
    r"we (?:argue|proceed|prove it|prove this|prove the statement|prove the claim|"
    r"show this|show it|do this) (?:by contradiction|directly|by cases|as follows|"
    r"case by case|by a case distinction|by exhaustion|by direct computation|by "
    r"factoring|by contraposition)",
    r"we (?:give|use|present) (?:a )?(?:direct proof|proof by contradiction|proof by "
    r"cases|direct argument)",
    r"(?:we )?(?:use|apply|recall) (?:the )?(?:pigeonhole principle|box principle|"
    r"euclidean algorithm|am-gm(?: inequality)?|congruences|modular arithmetic|this|"
    r"coordinates|slopes|an invariant|a parity argument|a case distinction|residues)",
    r"we look for an invariant",
    r"as (?:the (?:following|next) (?:example|counterexample|selection|choice|argument|"
    r"computation|proof) (?:shows|will show)|we (?:will |shall |now )?(?:show|see|prove)(?: now)?)",
    r"(?:for )?(?:these|all of these|each of these|all of them)(?= we have)",
    r"for (?:these|all of these|each of these|them)",
    r"we (?:only|just) (?:have|need) to (?:look at|check|consider|use) (?:the (?:first|second|"
    r"third|fourth|last) (?:one )?of )?the (?:given |initial |starting )*(?:values|terms)",
    r"we (?:now )?(?:count|double count)(?: (?:everything|them|it|the pairs|the "
    r"sum))?(?: in two (?:different )?ways)?",
    r"these moves do it",
    r"(?:this|that|it) (?:(?:is|will be) (?:enough|sufficient)|suffices|will suffice)",
    r"we use double counting",
    r"we (?:first |now |next |will |can |then |also |shall )*(?:write|rewrite|express|"
    r"represent) (?:the difference|it|this|the left side|both sides) as (?:a )?(?:sum "
    r"of squares|product|sum)",
    r"we (?:first |now |next |will |can |then |also |shall )*(?:factor|factorize|"
    r"rewrite|simplify|rearrange|expand|transform) (?:the (?:equation|expression|left "
    r"side|left-hand side|right side|polynomial|number|terms?|difference|inequality)|"
    r"{F}|both sides|it)(?: (?:as a product|as follows|over the integers|"
    r"completely))?",
    r"we (?:first |now |next |will |can |then |also |shall |have to |must |need to "
    r")*(?:check|verify|test|treat|consider|examine|go through|look at|try|handle|"
    r"study|inspect|compute|calculate|list|determine|find|analyze|analyse|discuss|"
    r"investigate|put in|work out) "
    r"(?:the |these |all |each |each of |this |every |both |of |other |remaining |"
    r"possible |given |initial |starting |three |two |four |five |six |seven |eight |nine |ten |"
    r"first |last |next |following |separately "
    r"|in turn |one by one |one after the other |individually |now )*"
    r"(?:candidates?|values?|cases?|pairs?|solutions?|possibilities|residues?|residue "
    r"classes|classes|terms?|them|it|(?:third |fourth |fifth |sixth |eighth |tenth "
    r")?powers|squares|cubes|divisors|factors|moves?|equation|sides|steps?|slopes?|"
    r"differences?|remainders?|sums?|vectors?|base cases?|base values?|directions?|"
    r"distances?|fourth powers|fifth powers|equality case|case of equality|expression|"
    r"rest|{F})"
    r"(?: (?:of {F}|modulo {F}|mod {F}|separately|in turn|one by one|one after the "
    r"other|individually|now|here|for {F}|of the equation|, one by one|directly|by "
    r"hand|first|and {F}(?: modulo {F})?|each|of the points|of the lines))*",
    r"(?:it )?remains to (?:check|verify|consider|treat|test|examine) (?:the |these |"
    r"all |each |other |remaining |last )*(?:candidates?|values?|cases?|pairs?|"
    r"solutions?|possibilities|base cases?|one|it)",
    r"the (?:possible )?(?:squares|cubes|fourth powers|fifth powers|sixth powers|"
    r"powers|residues|remainders|values|quadratic residues)(?: of {F})?(?: modulo {F}|"
    r" mod {F})? are(?: as follows)?(?= :| \.|$| as)",
    r"(?:it|this|this identity|the identity) (?:is|can be) (?:easily |directly )?(?:verified|"
    r"checked|"
    r"confirmed|seen|proved) by (?:expanding|multiplying out|expansion of|direct expansion of|"
    r"computing)(?: (?:the|both|all|two|three|four|squares?|sides?|terms?|products?|right|left|"
    r"right-hand|left-hand|on|side|of|it))*",
    r"to (?:verify|check|see|confirm) (?:it|this|the identity|this identity) ,? ?(?:we )?"
    r"(?:just |simply )?(?:expand|multiply out|compute)(?: (?:the|both|all|squares?|sides?|right|"
    r"left|"
    r"side|right-hand|left-hand))*",
    r"we (?:complete|completed) the squares?(?: in {F})?",
    r"completing the squares?",
    r"there is nothing (?:more |else |left )?to (?:prove|show|check|do)",
    r"(?:all )?squares (?:of real numbers |of reals )?are (?:always )?(?:nonnegative|"
    r"never negative|not negative|at least zero)",
    r"(?:the|a|any|every) square (?:of (?:a|any) real number |of a number )?is "
    r"(?:always )?(?:nonnegative|never negative|not negative|at least zero)",
    r"(?:a )?sums? of squares (?:is|are) (?:always )?(?:nonnegative|never negative|not negative)",
    r"(?:the|a|any) product of (?:two|any two) consecutive (?:integers|numbers) is "
    r"(?:always )?(?:even|divisible by two)",
    r"(?:one|exactly one|at least one) of (?:two|any two) consecutive (?:integers|numbers) is even",
    r"among (?:any )?two consecutive (?:integers|numbers) (?:,)?(?: )?(?:exactly |at "
    r"least )?one is even",
    r"(?:any two )?consecutive (?:integers|numbers) are (?:coprime|relatively prime)",
    r"(?:this|it|that) is (?:clear|obvious|trivial|immediate|easy|easy to check|easy "
    r"to verify|straightforward|easily checked|easily verified)",
    r"(?:we )?(?:suppose|assume) nothing (?:else|more)",
    r"(?:we )?(?:now )?(?:turn|come) to (?:the )?(?:converse|other direction|second "
    r"part|first part|case of equality|equality case|inductive step|induction step)",
    r"(?:the )?(?:other|converse|first|second|forward|backward|reverse) (?:direction|"
    r"implication|part|inclusion)",
    r"conversely",
    r"(?:these|this) (?:are|is) (?:all|all of them|the only (?:possibilities|cases)|"
    r"all (?:the )?(?:cases|possibilities))",
    r"(?:these|the) (?:moves|steps) do it",
    r"one way is",
    r"the (?:sum|series|product) (?:now |then )?telescopes",
    r"this is (?:a )?telescoping(?: sum)?",
    r"(?:similarly|likewise|analogously) for the (?:other|others|rest)(?= never)",
    r"we (?:compute|work|calculate|argue|reason|proceed|reduce(?: (?:every|each|all) "
    r"(?:terms?|powers?))?|look at (?:the equation|it|everything|this)|consider "
    r"(?:the equation|it|everything|this)|reduce (?:the equation|it|everything|this)) "
    r"(?:modulo|mod) {F}(?: throughout)?",
    r"(?:consider|reduce|look at|take) (?:the|this|our) (?:equation|expression|number|"
    r"congruence) (?:modulo|mod) {F}",
    r"all (?:the )?congruences (?:are|below are|here are|in this proof are) (?:modulo|mod) {F}",
)
CASES = _any(
    r"(?:this|which|that) (?:gives|leaves|leads to|yields)(?: us)?(?: with)?(?: only| exactly)? "
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|{F}) )(?:possible )?"
    r"(?:cases|possibilities|candidates|options)",
    r"we (?:now |first |next |can |will |shall )*(?:distinguish|consider|have|split "
    r"into|treat|look at|examine|divide into|separate into|go through|break into|"
    r"study|use) (?:the |these |following |all |a |some |several )*(?:(?:two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|{F}) )?(?:possible |different |"
    r"following |separate )*(?:cases?|case distinction|subcases?|possibilities)"
    r"(?: (?:according to|depending on|by|based on|for|of) (?:the |whether "
    r")*(?:parity|residue|residues|remainder|remainders|residue class|value|values|"
    r"sign|size|class)?(?: ?(?:of )?{F}(?: and {F})?)?(?: (?:is even or odd|modulo "
    r"{F}|mod {F}|on division by {F}|when divided by {F}))?)?",
    r"we (?:now |first |next )*(?:distinguish cases|consider cases|argue by cases|"
    r"split into cases|go by cases|proceed by cases)(?: (?:by|for|on|according to|"
    r"depending on) (?:the (?:residue|residues|parity|remainder)(?: class)? of "
    r")?{F}(?: and {F})?(?: (?:modulo|mod) {F})?)?(?: (?:modulo|mod) {F})?",
    r"there are (?:the following )?(?:(?:two|three|four|five|six|seven|eight|{F}) |"
    r"(?<=following ))(?:possible )?(?:cases|possibilities|subcases)"
    r"(?: (?:to consider|here|for {F}|modulo {F}))?",
    r"we (?:consider|look at|go through|examine|check|treat|take) (?:all |each of |"
    r"each |the |every )*(?:possible )?(?:residue class(?:es)?|residues?|"
    r"remainders?)(?: of {F}(?: and {F})?)?(?: (?:modulo|mod) {F})?(?: in turn| "
    r"separately)?",
    r"we (?:look at|consider|work with|examine|go through|take) {F}(?: and {F})? "
    r"(?:modulo|mod) {F}",
    r"(?:consider|distinguish) (?:the )?(?:(?:two|three|four|five|{F}) )?cases"
    r"(?: (?:according to|depending on|by|for) (?:the (?:residue|remainder|parity|value)"
    r"(?: class)? of )?{F}(?: (?:modulo|mod) {F})?)?",
)
INDUCTION = _any(
    r"we (?:now |will |shall )?(?:use|argue by|proceed by|prove (?:this|it|the "
    r"(?:formula|statement|claim|identity|inequality|result|assertion|equality|"
    r"theorem)|that) by|apply|do|go by|show (?:this|it|the (?:formula|statement|"
    r"claim)) by|work by|induct) ?(?:a )?(?:proof by )?(?:mathematical |strong |"
    r"complete |ordinary |simple )*(?:induction)?(?: on {F})?(?: (?:with|using) "
    r"(?:two|three|several|{F}) base cases)?",
    r"(?:the|our) proof is by (?:mathematical |strong |complete )?induction(?: on {F})?",
    r"(?:by|proof by|we use|using) (?:mathematical |strong |complete )?induction(?: "
    r"on {F})?(?= [.:]|$)",
    r"(?:mathematical |strong |complete )?induction on {F}",
    r"we (?:induct|proceed inductively|argue inductively) ?(?:on {F})?",
)
TITLE_WORDS = words(
    "a an the of and or for in on by to with from as part parts step steps case cases claim proof "
    "solution conclusion setup set up idea key main final answer verification check checking "
    "analysis computation computations first second third last direction converse forward backward "
    "induction inductive base hypothesis preliminaries notation definition definitions observation "
    "observations strategy approach finding find solutions modulo reduction factoring "
    "factorization bounds bound lower upper equality inequality summary overview lemma remark "
    "reasoning showing proving necessity sufficiency existence uniqueness invariant "
    "residues parity "
    "divisibility remainder remainders squares cubes moves boxes counting start target slopes "
    "vectors points lines midpoints candidates values checking candidate divisors testing details "
    "initial value start individual "
    "introduction application using contradiction assumption completing square sum squares algebra "
    "parallelogram rectangle rhombus right angle angles sides lengths diagonals collinearity "
    "positive negative factor factors prime primes pairs pair equation equations divisors number "
    "numbers odd even possible small large simplification expansion statement result problem "
    "theorem restatement wrapping this we our it"
)
_TRUE = r"(?P<yes>(?:indeed |always |in fact )?(?:true|correct|right|valid))"
_FALSE = (
    r"(?P<no>(?:false|not true|incorrect|wrong|not correct|not valid|not always true|"
    r"not true in general|false in general|disproved|refuted|not correct in general))"
)
VERDICT = re.compile(
    r"(?:(?:we (?:will |shall |now )?(?:show|prove|claim) that |yes ,? ?|no ,? "
    r"?)?(?:the|this|our) (?:statement|claim|assertion|proposition|given statement|"
    r"answer|inequality|conjecture)"
    rf"(?: is)? (?:{_TRUE}|{_FALSE}|(?P<does_not>does not hold(?: in general| always)?|"
    rf"fails)|(?P<yes_word>yes)|(?P<no_word>no))"
    rf"|(?:yes ,? ?|no ,? ?)?(?:this|it) is (?:(?P<yes2>true|correct)|(?P<no2>false|"
    rf"not true|incorrect|not correct|not the case))"
    r"|(?P<yes5>yes , (?:they|it|one|we|there) (?:do|does|are|is|can|must|always do))"
    r"|(?P<no5>no , (?:they|it) (?:do|does|are|is|need) not|no , (?:they|it) cannot)"
    r"|(?P<yes3>yes|true)|(?P<no3>no|false)"
    r"|we (?P<no4>disprove) (?:it|this|the statement|the claim)(?: (?:by|with) an? "
    r"(?:counter)?example)?"
    r"|we (?P<yes4>prove) (?:it|this|the statement|the claim)" + rf"){_END}"
)
"""Groups that begin with `yes` say that it is true, the others that it is not."""
END_CASES = _any(
    r"(?:this|which|that) (?:gives|leaves|leads to|yields)(?: us)?(?: with)?(?: only| exactly)? "
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|{F}) )(?:possible )?"
    r"(?:cases|possibilities|candidates|options)",
    r"(?:these|the|the two|these two|the three|these three) cases (?:cover (?:all "
    r"possibilities|everything|all cases|all integers(?: {F})?|all residues|all {F})|"
    r"are (?:exhaustive|all possibilities|all|the only (?:ones|possibilities)))",
    r"(?:these|this) (?:are|is|exhausts?|covers?) (?:all |the )*(?:possible |"
    r"possibilities |cases)+",
    r"these (?:are|were) all (?:the )?(?:possible )?(?:residues|residue classes|remainders|"
    r"possibilities|cases)(?: (?:modulo|mod) {F})?",
    r"all (?:possible )?cases (?:are|have been) (?:covered|treated|considered|checked|"
    r"done|exhausted)",
    r"this covers (?:all (?:possible )?cases|all possibilities|everything)",
    r"every (?:integer|residue|residue class|number|case) is covered",
    r"no other cases (?:remain|are possible)",
    r"there are no (?:other|further|more) (?:possibilities|cases|ways)",
)
IN_ALL_CASES = re.compile(
    r"(?:so |hence |thus |therefore )?(?:in|for) (?:all|both|every|each|either|any|"
    r"all the|all these|all of these|each of these|all possible|each of the|all of "
    r"the|these) "
    r"(?:(?:two|three|four|five|six|seven|eight|possible) )*cases?(?= )(?: ,)?"
)
END_INDUCTION = _any(
    r"this (?:completes|finishes|concludes) the (?:induction|inductive step|induction "
    r"step|proof by induction|inductive proof|inductive argument)",
    r"the (?:induction|inductive step|induction step) is (?:complete|completed|done|finished)",
    rf"(?:this|which) (?:proves|shows|establishes) {_THING}(?: for (?:all|every|each) "
    rf"(?:integers? |positive integers? |natural numbers? )?{{F}})?(?: ,)? by "
    rf"(?:mathematical |strong )?induction",
    r"which (?:completes|finishes) the (?:induction|inductive step|induction step|"
    r"proof by induction)",
)
BY_INDUCTION = re.compile(
    r"(?:by|from) (?:the )?(?:principle of |axiom of )?(?:mathematical |strong |"
    r"complete )*induction(?: on F)?(?: principle)?"
    rf"(?: ,)?(?=$| {F}| the | it | this | we | [.]| all | every | for | our )".replace(
        "on F", f"on {F}"
    )
)
