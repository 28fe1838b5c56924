namespace AgentFlow.JavaScript.Machine;

/// <summary>
/// The instruction set. The file is the contract of compiler and machine.
/// </summary>
/// <remarks>
/// <para>
/// <b>Registers.</b> <c>rA</c> is the register numbered by operand a. A frame's registers start at its call window: r0 is the called
/// function, r1 is <c>this</c>, r2.. are the formal parameters; behind them come locals and temporaries. On entry the machine fills what no
/// argument filled with undefined, up to <see cref="CodeBlock.RegisterCount"/>. The compiler writes r1 in derived constructors only, where it
/// is the hole until <c>super()</c> has returned; nobody writes r0. In a frame entered by construction r1 is the new object (ordinary
/// constructors) or the hole (derived ones), and the frame remembers new.target.
/// </para>
/// <para>
/// <b>Operands in the comments.</b> <c>rX</c> a register, <c>K</c> an index into Constants, <c>N</c> into Names, <c>S</c> an inline-cache site
/// (its name is <c>Names[CacheNames[S]]</c>), <c>F</c> into Functions, <c>imm</c> a signed number in the operand, <c>→c</c> a jump by the signed
/// distance c from the following instruction, <c>→bc</c> a jump to the absolute index bc. "Throws" names the error beyond those that the
/// operation's conversions, getters, proxies and callees throw.
/// </para>
/// <para>
/// <b>Calls of script.</b> Call, CallMethod, New, Construct, their spread forms, IteratorNext, IteratorCall and getters and setters hit by
/// GetField, GetIndex, SetField and SetIndex push a frame when the callee is script. Everything else re-enters the machine (capped).
/// </para>
/// </remarks>
internal enum Opcode : ushort
{
    // ---- Moves and constants -------------------------------------------------------------------------------------------------

    /// <summary>rA = rB.</summary>
    Move,
    /// <summary>rA = Constants[bc].</summary>
    LoadConst,
    /// <summary>rA = the signed integer bc, as a number.</summary>
    LoadInt,
    /// <summary>rA = undefined.</summary>
    LoadUndefined,
    /// <summary>rA = null.</summary>
    LoadNull,
    /// <summary>rA = true.</summary>
    LoadTrue,
    /// <summary>rA = false.</summary>
    LoadFalse,
    /// <summary>rA = the hole: a binding that is not yet initialised.</summary>
    LoadHole,

    // ---- Variables -----------------------------------------------------------------------------------------------------------

    /// <summary>rA = the value in the cell that rB holds.</summary>
    GetCell,
    /// <summary>The cell in rA takes the value rB.</summary>
    SetCell,
    /// <summary>rA = the value in captured cell number b of the running function.</summary>
    GetCaptured,
    /// <summary>Captured cell number a of the running function takes the value rB.</summary>
    SetCaptured,

    // ---- Arithmetic: numbers in the loop, the rest by the slow path ------------------------------------------------------------

    /// <summary>rA = rB + rC.</summary>
    Add,
    /// <summary>rA = rB - rC.</summary>
    Sub,
    /// <summary>rA = rB * rC.</summary>
    Mul,
    /// <summary>rA = rB / rC.</summary>
    Div,
    /// <summary>rA = rB % rC.</summary>
    Mod,
    /// <summary>rA = rB + imm c.</summary>
    AddInt,
    /// <summary>rA = rB - imm c.</summary>
    SubInt,
    /// <summary>rA = rB * imm c.</summary>
    MulInt,
    /// <summary>rA = rB % imm c.</summary>
    ModInt,
    /// <summary>rA = rB &amp; rC.</summary>
    BitAnd,
    /// <summary>rA = rB | rC.</summary>
    BitOr,
    /// <summary>rA = rB ^ rC.</summary>
    BitXor,
    /// <summary>rA = ToNumeric(rB) + 1.</summary>
    Increment,
    /// <summary>rA = ToNumeric(rB) - 1.</summary>
    Decrement,
    /// <summary>rA = !ToBoolean(rB).</summary>
    Not,

    // ---- Jumps ---------------------------------------------------------------------------------------------------------------

    /// <summary>→bc.</summary>
    Jump,
    /// <summary>When ToBoolean(rA): →bc.</summary>
    JumpIfTrue,
    /// <summary>When not ToBoolean(rA): →bc.</summary>
    JumpIfFalse,
    /// <summary>When rA &lt; rB: →c.</summary>
    JumpIfLess,
    /// <summary>When not (rA &lt; rB): →c.</summary>
    JumpIfNotLess,
    /// <summary>When rA &lt;= rB: →c.</summary>
    JumpIfLessEqual,
    /// <summary>When not (rA &lt;= rB): →c.</summary>
    JumpIfNotLessEqual,
    /// <summary>When rA &gt; rB (rA is converted first): →c.</summary>
    JumpIfGreater,
    /// <summary>When not (rA &gt; rB): →c.</summary>
    JumpIfNotGreater,
    /// <summary>When rA &gt;= rB: →c.</summary>
    JumpIfGreaterEqual,
    /// <summary>When not (rA &gt;= rB): →c.</summary>
    JumpIfNotGreaterEqual,
    /// <summary>When rA === rB: →c.</summary>
    JumpIfStrictEqual,
    /// <summary>When rA !== rB: →c.</summary>
    JumpIfNotStrictEqual,
    /// <summary>When rA &lt; imm b: →c.</summary>
    JumpIfLessInt,
    /// <summary>When not (rA &lt; imm b): →c.</summary>
    JumpIfNotLessInt,
    /// <summary>When rA &lt;= imm b: →c.</summary>
    JumpIfLessEqualInt,
    /// <summary>When not (rA &lt;= imm b): →c.</summary>
    JumpIfNotLessEqualInt,
    /// <summary>When rA &gt; imm b: →c.</summary>
    JumpIfGreaterInt,
    /// <summary>When not (rA &gt; imm b): →c.</summary>
    JumpIfNotGreaterInt,
    /// <summary>When rA &gt;= imm b: →c.</summary>
    JumpIfGreaterEqualInt,
    /// <summary>When not (rA &gt;= imm b): →c.</summary>
    JumpIfNotGreaterEqualInt,
    /// <summary>When rA === imm b: →c.</summary>
    JumpIfStrictEqualInt,
    /// <summary>When rA !== imm b: →c.</summary>
    JumpIfNotStrictEqualInt,
    /// <summary>When rA is undefined or null: →bc.</summary>
    JumpIfNullish,
    /// <summary>When rA is neither undefined nor null: →bc.</summary>
    JumpIfNotNullish,
    /// <summary>When rA is undefined: →bc.</summary>
    JumpIfUndefined,
    /// <summary>When rA is not undefined: →bc.</summary>
    JumpIfNotUndefined,

    // ---- Properties ------------------------------------------------------------------------------------------------------------

    /// <summary>rA = rB.name of site S=c. Throws TypeError when rB is undefined or null.</summary>
    GetField,
    /// <summary>As GetField, the name being "length": rA = rB.length, site S=c.</summary>
    GetLength,
    /// <summary>rA.name of site S=b = rC (strict: a failed set throws TypeError).</summary>
    SetField,
    /// <summary>rA = rB[rC]. Throws TypeError when rB is undefined or null, before rC is converted to a key.</summary>
    GetIndex,
    /// <summary>rA[rB] = rC (strict: a failed set throws TypeError).</summary>
    SetIndex,

    // ---- Calls -----------------------------------------------------------------------------------------------------------------

    /// <summary>rA = call of r[b] with this = undefined (the machine writes r[b+1]) and the c arguments r[b+2].. . Throws TypeError when r[b] is not callable.</summary>
    Call,
    /// <summary>rA = call of r[b] with this = r[b+1] and the c arguments r[b+2].. . Throws TypeError when r[b] is not callable.</summary>
    CallMethod,
    /// <summary>Returns rA. In a construction frame of an ordinary constructor a result that is no object gives way to r1; in an async frame it settles the promise; in a generator it ends it.</summary>
    Return,
    /// <summary>Returns undefined, by the rules of Return.</summary>
    ReturnUndefined,
    /// <summary>rA = a new object: keys ObjectLiterals[c] (name indices, in order), values r[b].. . The machine keeps the shape with the literal.</summary>
    NewObjectWith,
    /// <summary>rA = closure of Functions[bc] with its captures taken from this frame (see <see cref="CodeBlock.Captures"/>).</summary>
    NewClosure,
    /// <summary>rA = value of the global named by site S=bc: first the script-level lexical bindings, then the global object. Throws ReferenceError when there is none, or it is not yet initialised.</summary>
    GetGlobal,
    /// <summary>
    /// Advances the iterator record r[b] (iterator), r[b+1] (next method). A machine that knows the iterator (an array's own, a generator) may write
    /// the value to rA and go on behind the following IteratorUnwrap, or jump →c when it is done; otherwise rA = the result of calling next, and the
    /// following IteratorUnwrap, which has the same rA and the same exit, looks into it.
    /// </summary>
    IteratorNext,
    /// <summary>rA holds an iterator result: throws TypeError when it is no object; when its done is true →c, otherwise rA = its value. b is unused.</summary>
    IteratorUnwrap,

    // ==== The rest is cold: Cold() in the machine ================================================================================

    // ---- Variables -----------------------------------------------------------------------------------------------------------

    /// <summary>rA = a new cell that holds the value rA (which may be the hole).</summary>
    BoxCell,
    /// <summary>rA = a new cell that holds the value of the cell in rA: the next iteration's own variable.</summary>
    CloneCell,
    /// <summary>rA = a new cell that holds the hole.</summary>
    NewHoleCell,
    /// <summary>Throws ReferenceError "Cannot access 'N=b' before initialization" when rA is the hole. For <c>this</c> N is "this" and the text speaks of super().</summary>
    CheckHole,
    /// <summary>Throws ReferenceError "Super constructor may only be called once" when rA is not the hole.</summary>
    RequireHole,
    /// <summary>rA = the value in the cell in rB; throws as CheckHole with N=c when it is the hole.</summary>
    GetCellChecked,
    /// <summary>The cell in rA takes rB; throws as CheckHole with N=c when it holds the hole before.</summary>
    SetCellChecked,
    /// <summary>rA = the value in captured cell b; throws as CheckHole with N=c when it is the hole.</summary>
    GetCapturedChecked,
    /// <summary>Captured cell a takes rB; throws as CheckHole with N=c when it holds the hole before.</summary>
    SetCapturedChecked,
    /// <summary>Throws TypeError "Assignment to constant variable 'N=a'".</summary>
    ThrowConstAssignment,
    /// <summary>Throws an error of kind a (<see cref="ThrownKind"/>) with the message Constants[bc].</summary>
    ThrowError,
    /// <summary>The global named by site S=bc takes rA. Throws ReferenceError when there is none, TypeError when it is constant.</summary>
    SetGlobal,
    /// <summary>rA = typeof the global named by site S=bc, "undefined" when there is none.</summary>
    TypeofGlobal,
    /// <summary>Declares the global N=bc as <see cref="GlobalKind"/> a. Throws SyntaxError when it clashes with what is declared. Scripts (not programs) only.</summary>
    DeclareGlobal,
    /// <summary>The script-level lexical binding N=bc, declared before, gets its first value rA.</summary>
    InitGlobal,
    /// <summary>The global object's property N=bc, declared as a function before, becomes the function rA.</summary>
    DefineGlobalFunction,

    // ---- Operators -----------------------------------------------------------------------------------------------------------

    /// <summary>rA = rB ** rC.</summary>
    Exp,
    /// <summary>rA = rB &lt;&lt; rC.</summary>
    ShiftLeft,
    /// <summary>rA = rB &gt;&gt; rC.</summary>
    ShiftRight,
    /// <summary>rA = rB &gt;&gt;&gt; rC.</summary>
    ShiftRightUnsigned,
    /// <summary>rA = rB == rC.</summary>
    Equal,
    /// <summary>rA = rB != rC.</summary>
    NotEqual,
    /// <summary>rA = rB === rC.</summary>
    StrictEqual,
    /// <summary>rA = rB !== rC.</summary>
    StrictNotEqual,
    /// <summary>rA = rB &lt; rC.</summary>
    Less,
    /// <summary>rA = rB &lt;= rC.</summary>
    LessEqual,
    /// <summary>rA = rB &gt; rC (rB is converted first).</summary>
    Greater,
    /// <summary>rA = rB &gt;= rC (rB is converted first).</summary>
    GreaterEqual,
    /// <summary>rA = rB instanceof rC.</summary>
    InstanceOf,
    /// <summary>rA = rB in rC. Throws TypeError when rC is no object.</summary>
    In,
    /// <summary>rA = -ToNumeric(rB).</summary>
    Negate,
    /// <summary>rA = ToNumber(rB), unary plus (throws TypeError for a BigInt).</summary>
    ToNumber,
    /// <summary>rA = ToNumeric(rB).</summary>
    ToNumeric,
    /// <summary>rA = ~ToNumeric(rB).</summary>
    BitNot,
    /// <summary>rA = typeof rB.</summary>
    Typeof,
    /// <summary>rA = the concatenation of ToString(r[b]) .. c of them, as a template literal does.</summary>
    Concat,
    /// <summary>rA = ToPropertyKey(rB): a string, a symbol or a number that is an array index.</summary>
    ToPropertyKey,
    /// <summary>rA = ToPropertyKey(rC) of a compound assignment to rB[rC]. Throws TypeError first when rB is undefined or null.</summary>
    ToPropertyKeyOf,

    // ---- Objects and arrays ------------------------------------------------------------------------------------------------------

    /// <summary>rA = {}.</summary>
    NewObject,
    /// <summary>rA = an empty array with room for bc elements.</summary>
    NewArray,
    /// <summary>rA = an array of the c values r[b].. (the hole gives a hole).</summary>
    NewArrayWith,
    /// <summary>Appends rB to the array rA (the hole makes it one longer without an element).</summary>
    ArrayPush,
    /// <summary>Appends all that iterating rB gives to the array rA. Throws TypeError when rB is not iterable.</summary>
    ArraySpread,
    /// <summary>rA = the regular expression /Constants[b]/Constants[c].</summary>
    NewRegExp,
    /// <summary>rA = the frozen template object of Templates[bc], the same object at every execution of this site.</summary>
    GetTemplate,
    /// <summary>Defines the own enumerable data property of site S=b on the object rA, value rC, replacing what is there (object literals and class fields). Throws TypeError when it cannot.</summary>
    DefineField,
    /// <summary>Defines the own enumerable data property rB (a property key) on rA, value rC. Throws TypeError when it cannot (computed keys and index keys).</summary>
    DefineIndex,
    /// <summary>Defines an enumerable getter rC under the key rB on rA and sets its home object to rA.</summary>
    DefineGetter,
    /// <summary>Defines an enumerable setter rC under the key rB on rA and sets its home object to rA.</summary>
    DefineSetter,
    /// <summary>Defines a non-enumerable method rC under the key rB on rA (a class's) and sets its home object to rA.</summary>
    DefineClassMethod,
    /// <summary>As DefineGetter, not enumerable.</summary>
    DefineClassGetter,
    /// <summary>As DefineSetter, not enumerable.</summary>
    DefineClassSetter,
    /// <summary>The function rA gets the home object rB.</summary>
    SetHome,
    /// <summary>The function rA gets the name of the key rB (a symbol's description in brackets), with <see cref="NamePrefix"/> c before it.</summary>
    SetFunctionName,
    /// <summary>The object literal rA gets the prototype rB when that is an object or null, otherwise nothing happens (<c>__proto__: v</c>).</summary>
    SetPrototype,
    /// <summary>Copies the own enumerable properties of rB (nothing for undefined and null) to the object rA: <c>{...x}</c>.</summary>
    SpreadObject,
    /// <summary>rA = a new object with the own enumerable properties of r[b] except the c keys r[b+1].. (each made by ToPropertyKey): <c>{a, ...rest}</c>.</summary>
    RestObject,
    /// <summary>rA = delete rB.name of N=c. Throws TypeError when the property cannot be deleted.</summary>
    DeleteField,
    /// <summary>rA = delete rB[rC]. Throws TypeError when the property cannot be deleted.</summary>
    DeleteIndex,
    /// <summary>Throws TypeError when rA is undefined or null ("Cannot destructure ...").</summary>
    RequireObjectCoercible,
    /// <summary>Throws TypeError when rA is no object ("Iterator result ... is not an object").</summary>
    RequireObject,
    /// <summary>rA = the method N=c of rB: undefined when the property is undefined or null. Throws TypeError when it is not callable.</summary>
    GetMethod,

    // ---- Functions and classes ---------------------------------------------------------------------------------------------------

    /// <summary>rA = the arguments object of this frame (unmapped). The block has <see cref="CodeFlags.NeedsArguments"/>.</summary>
    CreateArguments,
    /// <summary>rA = an array of this frame's arguments from index b on. The block has <see cref="CodeFlags.NeedsArguments"/>.</summary>
    CreateRest,
    /// <summary>rA = new.target of this frame, or undefined.</summary>
    LoadNewTarget,
    /// <summary>rA = new r[b] (arguments r[b+2].., c of them), new.target = r[b]; r[b+1] is scratch. Throws TypeError when r[b] is no constructor.</summary>
    New,
    /// <summary>rA = construct r[b] with new.target = r[b+1] and the c arguments r[b+2].. : a super call. Throws TypeError when r[b] is no constructor.</summary>
    Construct,
    /// <summary>rA = call of r[b] with this = r[b+1] and the elements of the array r[b+2] as arguments.</summary>
    CallSpread,
    /// <summary>rA = new r[b] with the elements of the array r[b+2] as arguments; r[b+1] is scratch.</summary>
    NewSpread,
    /// <summary>rA = construct r[b] with new.target = r[b+1] and the elements of the array r[b+2] as arguments.</summary>
    ConstructSpread,
    /// <summary>Returns from a derived constructor: rA when it is an object; rB (this) when rA is undefined, ReferenceError when that is the hole; otherwise TypeError.</summary>
    ReturnDerived,
    /// <summary>
    /// Class with the constructor Functions[b]. With c = 1, r[a] is the heritage: TypeError when it is neither null nor a constructor, or its prototype
    /// is neither an object nor null. Then r[a] = the constructor (home object = the prototype), r[a+1] = the prototype.
    /// </summary>
    NewClass,
    /// <summary>The constructor rA gets the function rB, which InitFields runs on every instance.</summary>
    SetFieldInitializer,
    /// <summary>Calls the field initialiser of the constructor rB, when it has one, with this = rA.</summary>
    InitFields,
    /// <summary>rA = the home object of the function rB.</summary>
    GetHome,
    /// <summary>rA = rB.[[GetPrototypeOf]]() of the function rB: what <c>super(...)</c> constructs.</summary>
    GetSuperConstructor,
    /// <summary>rA = property rC of the prototype of the home object r[b], receiver r[b+1].</summary>
    GetSuper,
    /// <summary>Sets property rB on the prototype of the home object r[a], receiver r[a+1], to rC (strict).</summary>
    SetSuper,
    /// <summary>rA = a new private name with the description Names[bc] ("#x").</summary>
    NewPrivateName,
    /// <summary>rA = private member rC (a private name) of rB. Throws TypeError when rB has none, or it has no getter.</summary>
    GetPrivate,
    /// <summary>Private member rB of rA = rC. Throws TypeError when rA has none, it is a method, or has no setter.</summary>
    SetPrivate,
    /// <summary>rA = whether rB has the private name rC. Throws TypeError when rB is no object.</summary>
    HasPrivate,
    /// <summary>Adds the private field rB to the object rA, value rC. Throws TypeError when it is there.</summary>
    DefinePrivateField,
    /// <summary>Adds the private method rB to the object rA, function rC (not writable). Throws TypeError when it is there.</summary>
    DefinePrivateMethod,
    /// <summary>Adds the private accessor rB to the object rA: getter r[c], setter r[c+1], each a function or undefined. Throws TypeError when it is there.</summary>
    DefinePrivateAccessor,

    // ---- Iteration -----------------------------------------------------------------------------------------------------------------

    /// <summary>r[a] = the iterator of rB, r[a+1] = its next method. Throws TypeError when rB is not iterable, or the iterator is no object.</summary>
    GetIterator,
    /// <summary>As GetIterator by Symbol.asyncIterator, or a wrapper of the synchronous one.</summary>
    GetAsyncIterator,
    /// <summary>rA = the result of calling next of the record r[b], r[b+1], with no argument: what a for-await loop then awaits.</summary>
    IteratorCall,
    /// <summary>
    /// One step of array destructuring with the record r[b], r[b+1] and the flag r[b+2] (done). When done: rA = undefined. Otherwise done becomes true
    /// before anything can throw, next is called, and when there is a value done becomes false again and rA = it; else rA = undefined.
    /// </summary>
    IteratorStep,
    /// <summary>rA = an array of what is left in the record r[b], r[b+1], r[b+2]; done is true from the beginning on.</summary>
    IteratorRest,
    /// <summary>Closes the iterator r[a] by its return method. c = 0: errors pass, and TypeError when it returns no object; c = 1: every error of it is dropped.</summary>
    IteratorClose,
    /// <summary>rA = an enumerator of the string keys of rB, inherited ones included (empty for undefined and null).</summary>
    ForInStart,
    /// <summary>rA = the next key of the enumerator rB, or →c when there is none.</summary>
    ForInNext,

    // ---- Exceptions, generators, async -----------------------------------------------------------------------------------------------

    /// <summary>Throws rA.</summary>
    Throw,
    /// <summary>Ends the prologue of a generator or async generator: the frame moves to a new generator object, which is what the call returns. Runs on from here at the first next().</summary>
    CreateGenerator,
    /// <summary>
    /// Hands out rA (the machine makes the iterator result) and suspends. Resumed by next(v): rA = v, on with the following instruction; by throw(e): e is
    /// thrown here; by return(v): rA = v, →bc.
    /// </summary>
    Yield,
    /// <summary>
    /// As Yield for yield*: in a generator rA is the inner iterator's result object and is handed out as it is; in an async generator rA is a value. Resumed,
    /// rA = what was sent and rB = how, a number of <see cref="ResumeMode"/>; nothing is thrown here.
    /// </summary>
    YieldDelegate,
    /// <summary>Suspends until the promise of rB settles: rA = its value, or its reason is thrown here.</summary>
    Await,
    /// <summary>Nothing: <c>debugger</c>.</summary>
    Nop,
}
