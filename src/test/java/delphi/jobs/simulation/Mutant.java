package delphi.jobs.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The product with one guard taken away: in one method of one class, the calls of another method
 * are answered by a stand-in. Made on the byte code when the class is loaded, so that the product
 * itself holds no switches.
 *
 * @param name which guard is missing
 * @param type the class that is altered, below {@code delphi.jobs}
 * @param method the method in it; with {@code callee} empty its whole body is replaced
 * @param callee the method whose calls are redirected
 * @param standIn the static method of the class {@code Wrong} in the same package that takes what
 *     the callee takes, its receiver first
 * @param further another guard that is taken away with it; null for none
 */
record Mutant(
    String name,
    String type,
    String method,
    String callee,
    String standIn,
    @Nullable Mutant further) {
  /** A mutant in which all calls of one method, within another, are answered otherwise. */
  static Mutant calling(String name, String type, String method, String callee, String standIn) {
    return new Mutant(name, type, method, callee, standIn, null);
  }

  /** A mutant in which one method does something else. */
  static Mutant doing(String name, String type, String method, String standIn) {
    return new Mutant(name, type, method, "", standIn, null);
  }

  /** Both guards taken away, where one alone would do. */
  Mutant and(Mutant other) {
    return new Mutant(name, type, method, callee, standIn, other);
  }

  /** The class as this mutant has it. */
  byte[] of(String loaded, byte[] original) {
    if (loaded.equals(className())) {
      return alter(original);
    }
    return further == null ? original : further.of(loaded, original);
  }

  String className() {
    return "delphi.jobs." + type;
  }

  /**
   * The altered class.
   *
   * @throws IllegalStateException if there is nothing to alter: the product has moved on
   */
  byte[] alter(byte[] original) {
    ClassFile files = ClassFile.of();
    ClassModel model = files.parse(original);
    AtomicInteger altered = new AtomicInteger();
    byte[] result =
        files.transformClass(
            model, callee.isEmpty() ? replacing(model, altered) : redirecting(altered));
    if (altered.get() == 0) {
      throw new IllegalStateException(
          "mutant '" + name + "': " + type + "#" + method + " has nothing to alter");
    }
    return result;
  }

  private ClassTransform redirecting(AtomicInteger altered) {
    CodeTransform calls =
        (code, element) -> {
          if (element instanceof InvokeInstruction call && call.name().equalsString(callee)) {
            altered.incrementAndGet();
            MethodTypeDesc type = call.typeSymbol();
            if (call.opcode() != Opcode.INVOKESTATIC) {
              type = type.insertParameterTypes(0, call.owner().asSymbol());
            }
            code.invokestatic(wrong(), standIn, type);
          } else {
            code.with(element);
          }
        };
    return ClassTransform.transformingMethods(
        found -> found.methodName().equalsString(method), MethodTransform.transformingCode(calls));
  }

  private ClassTransform replacing(ClassModel model, AtomicInteger altered) {
    return (builder, element) -> {
      if (element instanceof MethodModel found && found.methodName().equalsString(method)) {
        altered.incrementAndGet();
        boolean isStatic = (found.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
        MethodTypeDesc declared = found.methodTypeSymbol();
        MethodTypeDesc type =
            isStatic ? declared : declared.insertParameterTypes(0, model.thisClass().asSymbol());
        builder.withMethodBody(
            found.methodName(),
            found.methodType(),
            found.flags().flagsMask(),
            code -> {
              int slot = 0;
              for (ClassDesc parameter : type.parameterList()) {
                TypeKind kind = TypeKind.from(parameter);
                code.loadLocal(kind, slot);
                slot += kind.slotSize();
              }
              code.invokestatic(wrong(), standIn, type).return_(TypeKind.from(type.returnType()));
            });
      } else {
        builder.with(element);
      }
    };
  }

  private ClassDesc wrong() {
    String className = className();
    return ClassDesc.of(className.substring(0, className.lastIndexOf('.')) + ".Wrong");
  }
}
