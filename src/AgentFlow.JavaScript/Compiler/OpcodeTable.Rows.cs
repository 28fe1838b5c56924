using AgentFlow.JavaScript.Machine;
using static AgentFlow.JavaScript.Compiler.OperandKind;
using static AgentFlow.JavaScript.Machine.Opcode;

namespace AgentFlow.JavaScript.Compiler;

/// <content>The table itself; it follows the comments in <see cref="Opcode"/>.</content>
internal static partial class OpcodeTable
{
    private static IEnumerable<(Opcode Op, OperandKind[] Operands)> Rows()
    {
        foreach (var (operands, opcodes) in Groups())
        {
            foreach (var opcode in opcodes)
                yield return (opcode, operands);
        }
    }

    private static (OperandKind[] Operands, Opcode[] Opcodes)[] Groups() =>
    [
        ([Write, Read], [Move, GetCell, Increment, Decrement, Not, Negate, ToNumber, ToNumeric, BitNot, Typeof, ToPropertyKey,
            GetHome, GetSuperConstructor, ForInStart, Await]),
        ([Write, WideConstant], [LoadConst]),
        ([Write, WideImmediate], [LoadInt, NewArray]),
        ([Write], [LoadUndefined, LoadNull, LoadTrue, LoadFalse, LoadHole, NewHoleCell, NewObject, CreateArguments,
            LoadNewTarget]),
        ([Read, Read], [SetCell, ArrayPush, ArraySpread, SetHome, SetPrototype, SpreadObject, SetFieldInitializer, InitFields,
            ReturnDerived]),
        ([Write, Captured], [GetCaptured]),
        ([Captured, Read], [SetCaptured]),
        ([Write, Read, Read], [Add, Sub, Mul, Div, Mod, BitAnd, BitOr, BitXor, Exp, ShiftLeft, ShiftRight, ShiftRightUnsigned,
            Equal, NotEqual, StrictEqual, StrictNotEqual, Less, LessEqual, Greater, GreaterEqual, InstanceOf, In, GetIndex,
            DeleteIndex, GetPrivate, HasPrivate, ToPropertyKeyOf]),
        ([Write, Read, Immediate], [AddInt, SubInt, MulInt, ModInt]),
        ([None, WideTarget], [Jump]),
        ([Read, WideTarget], [JumpIfTrue, JumpIfFalse, JumpIfNullish, JumpIfNotNullish, JumpIfUndefined, JumpIfNotUndefined]),
        ([Read, Read, ShortTarget], [JumpIfLess, JumpIfNotLess, JumpIfLessEqual, JumpIfNotLessEqual, JumpIfGreater,
            JumpIfNotGreater, JumpIfGreaterEqual, JumpIfNotGreaterEqual, JumpIfStrictEqual, JumpIfNotStrictEqual]),
        ([Read, Immediate, ShortTarget], [JumpIfLessInt, JumpIfNotLessInt, JumpIfLessEqualInt, JumpIfNotLessEqualInt,
            JumpIfGreaterInt, JumpIfNotGreaterInt, JumpIfGreaterEqualInt, JumpIfNotGreaterEqualInt, JumpIfStrictEqualInt,
            JumpIfNotStrictEqualInt]),
        ([Write, Read, Cache], [GetField, GetLength]),
        ([Read, Cache, Read], [SetField, DefineField]),
        ([Read, Read, Read], [SetIndex, DefineIndex, DefineGetter, DefineSetter, DefineClassMethod, DefineClassGetter,
            DefineClassSetter, SetPrivate, DefinePrivateField, DefinePrivateMethod]),
        ([Write, Window, Number], [Call, CallMethod, New, Construct]),
        ([Read], [Return, RequireHole, RequireObjectCoercible, RequireObject, Throw]),
        ([], [ReturnUndefined, Nop, CreateGenerator]),
        ([Write, Values, Literal], [NewObjectWith]),
        ([Write, WideFunction], [NewClosure]),
        ([Write, WideCache], [GetGlobal, TypeofGlobal]),
        ([Read, WideCache], [SetGlobal]),
        ([Write, ReadPair, ShortTarget], [IteratorNext]),
        ([Update, None, ShortTarget], [IteratorUnwrap]),
        ([Update], [BoxCell, CloneCell]),
        ([Read, Name], [CheckHole]),
        ([Write, Read, Name], [GetCellChecked, DeleteField, GetMethod]),
        ([Read, Read, Name], [SetCellChecked]),
        ([Write, Captured, Name], [GetCapturedChecked]),
        ([Captured, Read, Name], [SetCapturedChecked]),
        ([Name], [ThrowConstAssignment]),
        ([Number, WideConstant], [ThrowError]),
        ([Number, WideName], [DeclareGlobal]),
        ([Read, WideName], [InitGlobal, DefineGlobalFunction]),
        ([Write, List, Number], [Concat, NewArrayWith]),
        ([Write, Constant, Constant], [NewRegExp]),
        ([Write, WideTemplate], [GetTemplate]),
        ([Read, Read, Number], [SetFunctionName]),
        ([Write, ListAfter, Number], [RestObject]),
        ([Write, Number], [CreateRest]),
        ([Write, SpreadWindow], [CallSpread, NewSpread, ConstructSpread]),
        ([WritePair, Function, Number], [NewClass]),
        ([Write, ReadPair, Read], [GetSuper]),
        ([ReadPair, Read, Read], [SetSuper]),
        ([Write, WideName], [NewPrivateName]),
        ([Read, Read, ReadPair], [DefinePrivateAccessor]),
        ([WritePair, Read], [GetIterator, GetAsyncIterator]),
        ([Write, ReadPair], [IteratorCall]),
        ([Write, Record], [IteratorStep, IteratorRest]),
        ([Read, None, Number], [IteratorClose]),
        ([Write, Read, ShortTarget], [ForInNext]),
        ([Update, WideTarget], [Yield]),
        ([Update, Write], [YieldDelegate]),
    ];
}
